import { isRealWall } from '../access-push/time.js';

/** A line of the operation log (Attendance PUSH 9.3): what a person did at the terminal, or what happened to it. */
export interface Operation {
  readonly code: number;
  /** Pin of the administrator; '0' if there was none. */
  readonly operator: string;
  readonly time: string;
  /** The objects of the operation (appendix A7), as they came. */
  readonly objects: readonly string[];
}

const tag = /^\s*OPLOG[ \t]+/i;
const cells = 7;

/** @returns null if it is no such line, or has no time that exists */
export function readOperation(line: string): Operation | null {
  const before = tag.exec(line);
  if (!before) return null;
  const [code = '', operator = '', time = '', ...objects] = line.slice(before[0].length).split('\t');
  const wall = time.trim().replaceAll('/', '-').replace('T', ' ');
  if (!/^\s*\d{1,5}\s*$/.test(code) || !isRealWall(wall)) return null;
  const given = objects.slice(0, cells - 3).map((object) => object.trim());
  return { code: Number(code), operator: operator.trim(), time: wall, objects: given };
}

/** The names of operations (appendix A6). A code that is missing here is stored by its number. */
export const operationNames: ReadonlyMap<number, string> = new Map([
  [0, 'Power on'],
  [1, 'Power off'],
  [2, 'Verification failed'],
  [3, 'Alarm'],
  [4, 'Menu entered'],
  [5, 'Setting changed'],
  [6, 'Fingerprint enrolled'],
  [7, 'Password enrolled'],
  [8, 'HID card enrolled'],
  [9, 'User deleted'],
  [10, 'Fingerprint deleted'],
  [11, 'Password deleted'],
  [12, 'RF card deleted'],
  [13, 'Data cleared'],
  [14, 'MF card created'],
  [15, 'MF card enrolled'],
  [16, 'MF card registered'],
  [17, 'MF card registration deleted'],
  [18, 'MF card content cleared'],
  [19, 'Enrolment moved to card'],
  [20, 'Card copied to device'],
  [21, 'Time set'],
  [22, 'Factory settings restored'],
  [23, 'Records deleted'],
  [24, 'Administrators cleared'],
  [25, 'Access of group changed'],
  [26, 'Access of user changed'],
  [27, 'Access time changed'],
  [28, 'Unlock combination changed'],
  [29, 'Door opened'],
  [30, 'User enrolled'],
  [31, 'Fingerprint attribute changed'],
  [32, 'Duress alarm'],
  [33, 'Doorbell'],
  [34, 'Anti-passback violated'],
  [35, 'Punch photo deleted'],
  [36, 'Other user data changed'],
  [37, 'Holiday changed'],
  [38, 'Data restored'],
  [39, 'Data backed up'],
  [40, 'USB upload'],
  [41, 'USB download'],
  [42, 'USB records encrypted'],
  [43, 'Records deleted after USB download'],
  [53, 'Exit button'],
  [54, 'Door sensor'],
  [55, 'Alarm'],
  [56, 'Parameters restored'],
  [68, 'User photo registered'],
  [69, 'User photo changed'],
  [70, 'User name changed'],
  [71, 'User privilege changed'],
  [76, 'IP address changed'],
  [77, 'Subnet mask changed'],
  [78, 'Gateway changed'],
  [79, 'DNS changed'],
  [80, 'Communication password changed'],
  [81, 'Device id changed'],
  [82, 'Server address changed'],
  [83, 'Server port changed'],
  [87, 'Access record settings changed'],
  [88, 'Face parameters changed'],
  [89, 'Fingerprint parameters changed'],
  [90, 'Finger vein parameters changed'],
  [91, 'Palm parameters changed'],
  [92, 'USB upgrade'],
  [100, 'RF card changed'],
  [101, 'Face enrolled'],
  [102, 'Personal rights changed'],
  [103, 'Personal rights deleted'],
  [104, 'Personal rights added'],
  [105, 'Access records deleted'],
  [106, 'Face deleted'],
  [107, 'User photo deleted'],
  [108, 'Parameter changed'],
  [109, 'Wi-Fi changed'],
  [110, 'Proxy switched'],
  [111, 'Proxy address changed'],
  [112, 'Proxy port changed'],
  [113, 'User password changed'],
  [114, 'Face changed'],
  [115, 'Operator password changed'],
  [116, 'Access settings restored'],
  [117, 'Operator password wrong'],
  [118, 'Operator locked'],
  [120, 'Legic card length changed'],
  [121, 'Finger vein enrolled'],
  [122, 'Finger vein changed'],
  [123, 'Finger vein deleted'],
  [124, 'Palm enrolled'],
  [125, 'Palm changed'],
  [126, 'Palm deleted'],
]);

/** Operations after which a user is deleted from the device; newer firmware uses 103 (16.3). */
export const userDeleted: ReadonlySet<number> = new Set([9, 103]);
