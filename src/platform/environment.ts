export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable of the environment. */
export interface Variable {
  readonly name: string;
  /** A description of valid values, as the end of the sentence "X must be ...". */
  readonly must: string;
  /** What is said of a text instead, for a mistake that is often made. */
  readonly fault?: (text: string) => string | undefined;
  readonly secret?: true;
  /** For tests: neither documented nor printed. */
  readonly isHidden?: true;
  /** The default, as it would be written in the environment; null = stays unset. */
  readonly standard: () => string | null;
  /** Undefined if the text is not a valid value. */
  readonly read: (text: string) => unknown;
}

type Variables = Readonly<Record<string, Variable>>;

/** An empty variable counts as unset: compose files pass empty ones. */
const textOf = (environment: Environment, { name, standard }: Variable) =>
  environment[name]?.trim() ? environment[name].trim() : standard();

const faultOf = ({ name, must, fault }: Variable, text: string) => `${name} ${fault?.(text) ?? `must be ${must}`}`;

/** The values, and a line for each bad variable. */
export function readVariables(
  variables: Variables,
  environment: Environment,
): { readonly values: Record<string, unknown>; readonly faults: string[] } {
  const values: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [key, variable] of Object.entries(variables)) {
    const text = textOf(environment, variable);
    values[key] = text === null ? null : variable.read(text);
    if (values[key] === undefined) faults.push(faultOf(variable, text ?? ''));
  }
  return { values, faults };
}

/** Those that are documented and printed. */
export const shown = (variables: Variables): Variable[] => Object.values(variables).filter(({ isHidden }) => !isHidden);

/** One `NAME=value` in each line, secrets masked. */
export function printVariables(variables: Variables, environment: Environment): string {
  const lines = shown(variables).map((variable) => {
    const text = textOf(environment, variable);
    const value = text === null ? '(unset)' : variable.secret ? '********' : text;
    return `${variable.name}=${value}`;
  });
  return lines.join('\n');
}
