import { kindNamed } from '../../modules/rule/kinds/all.js';
import { personGroups } from '../../modules/rule/kinds/people.js';
import type { At, Implied, Rule } from '../../modules/rule/rule.js';
import { supports } from '../../protocol/access-push/dialect.js';
import type { DesiredRow } from './desired-row.js';
import type { DeviceFacts, PersonFacts, SharedFacts } from './facts.js';

/** The device as rules see it. */
export const atDevice = (
  { sn, dialect, device }: DeviceFacts,
  shared: Pick<SharedFacts, 'rules' | 'parts'> = {
    rules: [],
    parts: { doors: [], readers: [], auxInputs: [], auxOutputs: [] },
  },
): At => ({
  sn,
  isCalled: device.link === 'pull',
  dialect,
  options: device.options,
  module: device.module,
  rules: shared.rules,
  doors: new Map(shared.parts.doors.map(({ id, number }) => [id, number])),
  readers: new Map(shared.parts.readers.map(({ id, number }) => [id, number])),
});

/** Rules that the device cannot keep are shown to the operator and not sent. */
const keepsRule = (rule: Rule, at: At): boolean => needsOf(rule, at) === null;

/** What the device lacks to keep a rule; null = it keeps it. */
export function needsOf(rule: Rule, at: At): string | null {
  const kind = kindNamed(rule.kind);
  if (at.isCalled && rule.kind !== personGroups.name) return 'a device that pushes: port 4370 has no place for it';
  return kind?.supported(at, rule) === true ? null : (kind?.needs ?? '');
}

/** Rows of one rule that a device holds whoever passes. */
export const sharedRowsOf = (rule: Rule, at: At): readonly DesiredRow[] =>
  keepsRule(rule, at) ? (kindNamed(rule.kind)?.shared?.(rule, at) ?? []) : [];

/** Rows of one rule that a device holds because it knows the person. */
export const personRowsOf = (rule: Rule, pin: string, at: At): readonly DesiredRow[] =>
  keepsRule(rule, at) ? (kindNamed(rule.kind)?.ofPerson?.(rule, pin, at) ?? []) : [];

/** Parameters that rules need to take effect. */
export const impliedBy = (rules: readonly Rule[], at: At): Implied[] =>
  rules.filter((rule) => keepsRule(rule, at)).flatMap((rule) => kindNamed(rule.kind)?.implies?.(rule, at) ?? []);

/** The `Group` of a user row: 0, none, or the person's group. */
export const groupOf = ({ rules }: PersonFacts): number =>
  rules.find(({ kind }) => kind === personGroups.name)?.number ?? 0;

const longerPass = 1;
const visitor = 2;
/** Automatic deletion of temporary users, and verification by person (4.4). */
const forgetsVisitors = 9;
const verifiesByPerson = 12;

/** The extuser row of a person, on devices that understand any part of it; none if there is nothing to say. */
export function extUserRows(person: PersonFacts, { dialect }: DeviceFacts): DesiredRow[] {
  const pass = person.extendedPass && dialect.userOpenDoorDelay === true ? longerPass : 0;
  const guest = person.temporary && supports(dialect, forgetsVisitors) ? visitor : 0;
  const personalVS = supports(dialect, verifiesByPerson) ? (person.verifyMode ?? 0) : 0;
  if (pass + guest + personalVS === 0) return [];
  const row = { pin: person.pin, funSwitch: pass + guest, firstName: '', lastName: '', personalVS };
  return [{ table: 'extuser', row }];
}

/** Rows of all rules that name the person. */
export function personRuleRows(person: PersonFacts, device: DeviceFacts): DesiredRow[] {
  const at = atDevice(device);
  return person.rules.flatMap((rule) => personRowsOf(rule, person.pin, at));
}
