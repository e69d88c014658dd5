import { House1795233600000 } from './1795233600000-house.js';
import { Mechanisms1795233600001 } from './1795233600001-mechanisms.js';
import { DeviceRevisions1795233600002 } from './1795233600002-device-revisions.js';
import { Files1795233600105 } from './1795233600105-files.js';
import { AuditChain1795233600010 } from './1795233600010-audit-chain.js';
import { AuxPoints1795233600104 } from './1795233600104-aux-points.js';
import { Rules1795233600106 } from './1795233600106-rules.js';
import { BioTemplates1795233600103 } from './1795233600103-bio-templates.js';
import { Identification1795233600107 } from './1795233600107-identification.js';
import { LevelFamilies1795305600100 } from './1795305600100-level-families.js';
import { GateLocks1795305600101 } from './1795305600101-gate-locks.js';
import { DirectFloors1795305600102 } from './1795305600102-direct-floors.js';
import { Parking1795305600600 } from './1795305600600-parking.js';
import { LockDowns1795305614000 } from './1795305614000-lock-downs.js';
import { Media1795305600601 } from './1795305600601-media.js';
import { ReconciliationAgain1795305600800 } from './1795305600800-reconciliation-again.js';
import { QrCodes1795305600401 } from './1795305600401-qr-codes.js';
import { EventFamilies1795305600201 } from './1795305600201-event-families.js';
import { AreaPersons1795305600500 } from './1795305600500-area-persons.js';
import { ContentHash1795305600300 } from './1795305600300-content-hash.js';
import { AccZones1795305600202 } from './1795305600202-acc-zones.js';
import { DepartmentLevels1795305600310 } from './1795305600310-department-levels.js';
import { Attendance1795305600501 } from './1795305600501-attendance.js';
import { Visitors1795305600402 } from './1795305600402-visitors.js';
import { AttendanceDevices1795305600502 } from './1795305600502-attendance-devices.js';
import { PullTerminals1795305600700 } from './1795305600700-pull-terminals.js';
import { EventFold1795305600203 } from './1795305600203-event-fold.js';
import { AttTerminals1795305601000 } from './1795305601000-att-terminals.js';
import { AreaPolicy1795305602200 } from './1795305602200-area-policy.js';
import { PunchAccount1795305602300 } from './1795305602300-punch-account.js';
import { PullSdkBuild1795305602400 } from './1795305602400-pull-sdk-build.js';
import { AuditKey1795305615100 } from './1795305615100-audit-key.js';
import { TokenCallers1795305615000 } from './1795305615000-token-callers.js';
import { AttendancePassages1795305602100 } from './1795305602100-attendance-passages.js';
import { DepartmentMoves1795305602101 } from './1795305602101-department-moves.js';
import { DeviceAddresses1795305611000 } from './1795305611000-device-addresses.js';
import { ReportedPeople1795305612000 } from './1795305612000-reported-people.js';
import { VisitCards1795305619000 } from './1795305619000-visit-cards.js';

/** In order; a released migration is never edited. */
export const migrations = [
  House1795233600000,
  Mechanisms1795233600001,
  DeviceRevisions1795233600002,
  AuditChain1795233600010,
  AuxPoints1795233600104,
  Files1795233600105,
  Rules1795233600106,
  BioTemplates1795233600103,
  Identification1795233600107,
  LockDowns1795305614000,
  LevelFamilies1795305600100,
  GateLocks1795305600101,
  DirectFloors1795305600102,
  Parking1795305600600,
  Media1795305600601,
  ReconciliationAgain1795305600800,
  QrCodes1795305600401,
  EventFamilies1795305600201,
  AreaPersons1795305600500,
  ContentHash1795305600300,
  AccZones1795305600202,
  DepartmentLevels1795305600310,
  Attendance1795305600501,
  Visitors1795305600402,
  AttendanceDevices1795305600502,
  PullTerminals1795305600700,
  EventFold1795305600203,
  AttTerminals1795305601000,
  AttendancePassages1795305602100,
  DepartmentMoves1795305602101,
  AreaPolicy1795305602200,
  PunchAccount1795305602300,
  PullSdkBuild1795305602400,
  ReportedPeople1795305612000,
  TokenCallers1795305615000,
  AuditKey1795305615100,
  DeviceAddresses1795305611000,
  VisitCards1795305619000,
];
