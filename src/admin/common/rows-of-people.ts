type Shown = Readonly<Record<string, unknown>>;

/** Resources whose answers hold rows of a device, which may be about people of any department. */
const ofDevices: ReadonlySet<string> = new Set(['devices', 'commands']);

/** Fields that rows stand in, and what stands there for whoever is bound to some departments. */
const ofCommand: Shown = { text: null, answer: null };
const ofOthers: Shown = {
  missing: [],
  extra: [],
  different: [],
  unknownUsers: [],
  disputes: [],
  departmentLevels: [],
  peek: null,
  additional: '',
};

const isPlain = (value: unknown): value is Shown =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const isCommand = (one: Shown) => 'attempts' in one && 'returnMeaning' in one;
/** What opens a door, or switches an output, names nobody. */
const namesNobody = (one: Shown) => one.kind === 'control';

/** A number of rows, as `extra` of a device, is none of them. */
const isOfKind = (empty: unknown, value: unknown) => Array.isArray(empty) === Array.isArray(value);

function rowless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rowless);
  if (!isPlain(value)) return value;
  const isOfCommand = isCommand(value);
  if (isOfCommand && namesNobody(value)) return value;
  const empty = isOfCommand ? ofCommand : ofOthers;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) =>
      name in empty && isOfKind(empty[name], one) ? [name, one === null ? null : empty[name]] : [name, rowless(one)],
    ),
  );
}

/** The answer of a resource for an operator of some departments. */
export const withoutRowsOfPeople = (resource: string, answer: unknown): unknown =>
  ofDevices.has(resource) ? rowless(answer) : answer;
