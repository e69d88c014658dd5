import { parseRecords } from '../records.js';
import { valueOf } from './loose.js';

/** A Wi-Fi network in sight (Access PUSH 9.1.4, virtual table [APList]). */
export interface AccessPoint {
  readonly ssid: string;
  /** Strength as sent. */
  readonly rssi: string;
  readonly mac: string;
  /** Congestion flag as sent. */
  readonly ecn: string;
}

/** Rows of `type=vmtable&tablename=APList`; rows without a name and an address are left out. */
export const readAccessPoints = (body: string): AccessPoint[] =>
  parseRecords(body)
    .map((rec) => ({
      ssid: valueOf(rec, 'ssid'),
      rssi: valueOf(rec, 'rssi'),
      mac: valueOf(rec, 'mac'),
      ecn: valueOf(rec, 'ecn'),
    }))
    .filter(({ ssid, mac }) => ssid !== '' || mac !== '');
