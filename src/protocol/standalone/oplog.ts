import { operations } from './codes.js';
import { timeBytes, unpackTime } from './time.js';

/** A line of the operation log. */
export interface Operation {
  /** uid of the person who did it; 0 = nobody in particular. */
  readonly admin: number;
  readonly operation: number;
  readonly time: string | null;
  readonly parameters: readonly [number, number, number, number];
}

export const operationWidth = 16;

/** `enrol fingerprint`; '' for numbers of newer firmware. */
export const operationName = (operation: number): string => operations[operation] ?? '';

export function decodeOperation(bytes: Buffer, at = 0): Operation {
  return {
    admin: bytes.readUInt16LE(at),
    operation: bytes.readUInt8(at + 2),
    time: unpackTime(bytes.readUInt32LE(at + 4)),
    parameters: [
      bytes.readUInt16LE(at + 8),
      bytes.readUInt16LE(at + 10),
      bytes.readUInt16LE(at + 12),
      bytes.readUInt16LE(at + 14),
    ],
  };
}

export function encodeOperation({ admin, operation, time, parameters }: Operation): Buffer {
  const bytes = Buffer.alloc(operationWidth);
  bytes.writeUInt16LE(admin, 0);
  bytes.writeUInt8(operation, 2);
  timeBytes(time ?? '2000-01-01 00:00:00').copy(bytes, 4);
  parameters.forEach((value, at) => bytes.writeUInt16LE(value, 8 + at * 2));
  return bytes;
}

export function decodeOperations(records: Buffer): Operation[] {
  const count = Math.floor(records.length / operationWidth);
  return Array.from({ length: count }, (_, at) => decodeOperation(records, at * operationWidth));
}
