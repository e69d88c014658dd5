import { linesOf, looseRecord, numberOf } from './loose.js';

/** What a channel controller reports about its gate (Access PUSH 7.14); null if it does not report it. */
export interface IrState {
  /** State of the infrared sensors, as sent. */
  readonly state: number | null;
  /** How many infrared sensors there are. */
  readonly sensors: number | null;
  readonly in: number | null;
  readonly out: number | null;
  readonly alarms: number | null;
  /** How often the gate moved. */
  readonly runs: number | null;
}

function irStateOf(line: string): IrState {
  const rec = looseRecord(line);
  return {
    state: numberOf(rec, 'irstate'),
    sensors: numberOf(rec, 'irsensecount'),
    in: numberOf(rec, 'incount'),
    out: numberOf(rec, 'outcount'),
    alarms: numberOf(rec, 'alarmcount'),
    runs: numberOf(rec, 'runcount'),
  };
}

/** Rows of `table=irstate`; a row without any of these numbers is left out. */
export const readIrStates = (body: string): IrState[] =>
  linesOf(body)
    .map(irStateOf)
    .filter((state) => Object.values(state).some((value) => value !== null));
