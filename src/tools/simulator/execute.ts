import { account } from './commands/account.js';
import * as data from './commands/data.js';
import { enrollBio, enrollInfo } from './commands/enroll.js';
import { adScreen, getOptions, setOptions, testHost } from './commands/options.js';
import { authorisationUpload } from './commands/sub-devices.js';
import { upgrade } from './commands/upgrade.js';
import { control, type ControlOutcome } from './control.js';
import type { Instruction } from './instruction.js';
import { outcome, returns, type Outcome } from './outcome.js';
import type { PanelParts } from './parts.js';

type Executors = {
  readonly [V in Instruction['verb']]: (
    parts: PanelParts,
    id: string,
    order: Extract<Instruction, { verb: V }>,
  ) => Outcome | Promise<Outcome>;
};

const executors: Executors = {
  update: (parts, id, order) => data.update(parts, id, order),
  delete: (parts, _id, order) => data.remove(parts, order),
  count: (parts, id, order) => data.count(parts, id, order),
  query: (parts, id, order) => data.query(parts, id, order),
  control: (parts, _id, { bytes }) => controlled(parts, bytes),
  setOptions: (parts, _id, { options }) => setOptions(parts, options),
  getOptions: (parts, id, { names }) => getOptions(parts, id, names),
  adScreen: (parts, _id, { options }) => adScreen(parts, options),
  account: (parts, id, { options }) => account(parts, id, options),
  testHost: (_parts, _id, { options }) => testHost(options),
  upgrade: (parts, _id, { options }) => upgrade(parts, options),
  enrollInfo: (parts, _id, { options }) => enrollInfo(parts, options),
  enrollBio: (parts, _id, { options }) => enrollBio(parts, options),
  other: (_parts, _id, { word }) => outcome(word, returns.unsupported),
};

/** Carries out one command of the server. @param id goes into the uploads of COUNT, QUERY and GET OPTIONS. */
export async function execute(parts: PanelParts, id: string, order: Instruction): Promise<Outcome> {
  const run = executors[order.verb] as (parts: PanelParts, id: string, order: Instruction) => Promise<Outcome>;
  return run(parts, id, order);
}

/** CONTROL DEVICE on this firmware: what it does not know, and what it answers instead of 0. */
export function controlled(parts: PanelParts, bytes: readonly number[]): Outcome {
  const { quirks } = parts;
  const digits = Buffer.from(bytes).toString('hex').toUpperCase();
  if (quirks.unknownControls.some((pattern) => pattern.test(digits)))
    return outcome('CONTROL DEVICE', returns.noSuchCommand);
  const done = control({ ...parts, wall: parts.clock.wall() }, bytes);
  const code = done.code === 0 ? (quirks.controlReturns[bytes[0] ?? 0] ?? 0) : done.code;
  return outcome('CONTROL DEVICE', code, {
    events: done.events,
    restart: done.restart === true,
    doorsTouched: done.code === 0,
    after: afterControl(parts, done),
  });
}

function afterControl(parts: PanelParts, { sends }: ControlOutcome) {
  if (sends === 'subDevices') return [authorisationUpload(parts)];
  if (sends === 'counters')
    return [{ call: 'cdata' as const, query: 'table=irstate', body: parts.peripherals.gateBody() }];
  return [];
}
