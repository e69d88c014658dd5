import type { FieldOf, KindOf, Values } from './field.js';
import type { Choices } from './sources.js';

interface Control<F> {
  readonly field: F;
  readonly value: unknown;
  /** Of the whole record. */
  readonly values: Values;
  readonly choices: Choices;
  readonly texts: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly isReadOnly: boolean;
  readonly onChange: (value: unknown) => void;
}

export type ControlProps<K extends KindOf = KindOf> = Control<FieldOf<K>>;
