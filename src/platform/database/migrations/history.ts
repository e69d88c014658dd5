import { InitialSchema1795305620000 } from './1795305620000-initial-schema.js';

/** The migrations that the first migration replaces. Databases that ran them stay as they are. */
const replaced = [
  'House1795233600000',
  'Mechanisms1795233600001',
  'DeviceRevisions1795233600002',
  'AuditChain1795233600010',
  'BioTemplates1795233600103',
  'AuxPoints1795233600104',
  'Files1795233600105',
  'Rules1795233600106',
  'Identification1795233600107',
  'LevelFamilies1795305600100',
  'GateLocks1795305600101',
  'DirectFloors1795305600102',
  'EventFamilies1795305600201',
  'AccZones1795305600202',
  'EventFold1795305600203',
  'ContentHash1795305600300',
  'DepartmentLevels1795305600310',
  'QrCodes1795305600401',
  'Visitors1795305600402',
  'AreaPersons1795305600500',
  'Attendance1795305600501',
  'AttendanceDevices1795305600502',
  'Parking1795305600600',
  'Media1795305600601',
  'PullTerminals1795305600700',
  'ReconciliationAgain1795305600800',
  'AttTerminals1795305601000',
  'AttendancePassages1795305602100',
  'DepartmentMoves1795305602101',
  'AreaPolicy1795305602200',
  'PunchAccount1795305602300',
  'PullSdkBuild1795305602400',
  'DeviceAddresses1795305611000',
  'ReportedPeople1795305612000',
  'LockDowns1795305614000',
  'TokenCallers1795305615000',
  'AuditKey1795305615100',
  'VisitCards1795305619000',
];

const first = InitialSchema1795305620000.name;

/** The first of these migrations that this version does not know: whoever ran it is newer. */
export const newerThan = (done: readonly string[], known: readonly string[]): string | undefined =>
  done.find((name) => !known.includes(name) && !replaced.includes(name));

/**
 * What this version can do with a database that ran those migrations. `takeOver`: its state is the one that the first
 * migration would make. `newer`: a newer version has migrated it, and says that this one may work on it as it is.
 * @param mayBeNewer the database names the oldest version that works on it
 * @throws Error of one line if it can do nothing with it
 */
export function standOf(
  done: readonly string[],
  known: readonly string[],
  mayBeNewer: boolean,
): 'ours' | 'takeOver' | 'newer' {
  const newer = newerThan(done, known);
  const isComplete = known.every((name) => done.includes(name));
  if (newer !== undefined && mayBeNewer && isComplete) return 'newer';
  if (newer !== undefined)
    throw new Error(`the database was last used by a newer version (it has ${newer}): start that one, or a newer one`);
  if (done.length === 0 || done.includes(first)) return 'ours';
  if (replaced.every((name) => done.includes(name))) return 'takeOver';
  throw new Error(
    'the database is too old for this version: start it once with that of commit b850f02 (git checkout b850f02), then with this one',
  );
}
