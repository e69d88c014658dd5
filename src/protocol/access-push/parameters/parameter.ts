import type { Dialect } from '../dialect.js';
import type { Kind, ParameterValue } from './kinds.js';

/** A parameter of appendix 10, 11 or 12 as data. */
export interface Parameter {
  readonly kind: Kind;
  readonly meaning: string;
  /** What the device lacks to have the parameter, for messages; null = nothing. */
  readonly lacks?: (device: Dialect) => string | null;
  /** Sealed and never shown. */
  readonly secret?: true;
}

export type Parameters = Readonly<Record<string, Parameter>>;

/** A condition: the device explicitly says no, `TimeAPBFunOn=0`. */
export const saidNo =
  (option: string, told: (device: Dialect) => boolean | null): NonNullable<Parameter['lacks']> =>
  (device) =>
    told(device) === false ? `${option}=0` : null;

/** A condition: a position of AccSupportFunList. A device that sent no list gets the parameter and answers itself. */
export const needs =
  (position: number): NonNullable<Parameter['lacks']> =>
  ({ functions }) =>
    functions !== '' && functions[position] !== '1' ? `AccSupportFunList, position ${position}` : null;

const named = (parameters: Parameters, name: string): Parameter | undefined =>
  parameters[name] ?? Object.entries(parameters).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];

/**
 * What is wrong with a value, or null. Firmware may have names that are not in the appendix: the device decides about
 * those.
 * @param device null if it has not registered yet: only the value is checked
 */
export function parameterFault(
  parameters: Parameters,
  name: string,
  value: ParameterValue,
  device: Dialect | null,
): string | null {
  const parameter = named(parameters, name);
  if (!parameter) return null;
  const lacking = device && parameter.lacks?.(device);
  if (lacking) return `is nothing that the device has (${lacking})`;
  return parameter.kind.write(value, device) === null ? `must be ${parameter.kind.says}` : null;
}

/** The value on the wire; null if the device cannot have it. The value of an unknown name is sent unchanged. */
export function parameterText(
  parameters: Parameters,
  name: string,
  value: ParameterValue,
  device: Dialect,
): string | null {
  const parameter = named(parameters, name);
  if (parameter) return parameter.kind.write(value, device);
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}
