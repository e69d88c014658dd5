/** The part of JSON Schema that declarations of types use. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

export const text = (description: string, more: Schema = {}): Schema => ({ type: 'string', description, ...more });
export const whole = (description: string, more: Schema = {}): Schema => ({ type: 'integer', description, ...more });
export const flag = (description: string): Schema => ({ type: 'boolean', description });
export const instant = (description: string): Schema => text(description, { format: 'date-time' });
export const oneOf = (description: string, values: readonly string[]): Schema => text(description, { enum: values });
export const texts = (description: string): Schema => ({ type: 'array', items: { type: 'string' }, description });

/** The value may be null as well. */
export const orNull = (schema: Schema): Schema => ({
  ...schema,
  type: [...(Array.isArray(schema.type) ? (schema.type as string[]) : [schema.type as string]), 'null'],
  ...(schema.enum ? { enum: [...schema.enum, null] } : {}),
});

/** @param optional fields that are not always there */
export const record = (properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});
