import { House1795233600000 } from './1795233600000-house.js';
import { Mechanisms1795233600001 } from './1795233600001-mechanisms.js';
import { DeviceRevisions1795233600002 } from './1795233600002-device-revisions.js';
import { Files1795233600105 } from './1795233600105-files.js';
import { AuditChain1795233600010 } from './1795233600010-audit-chain.js';
import { AuxPoints1795233600104 } from './1795233600104-aux-points.js';
import { Rules1795233600106 } from './1795233600106-rules.js';
import { BioTemplates1795233600103 } from './1795233600103-bio-templates.js';
import { Identification1795233600107 } from './1795233600107-identification.js';

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
];
