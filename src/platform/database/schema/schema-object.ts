import { createHash } from 'node:crypto';

/** A function, view or trigger that is kept as its current text. */
export interface SchemaObject {
  readonly kind: 'function' | 'view' | 'trigger';
  readonly name: string;
  /** Of a trigger. */
  readonly table: string | null;
  readonly text: string;
  readonly hash: string;
}

const heading = /^CREATE OR REPLACE (FUNCTION|VIEW|TRIGGER) (\w+)(?:[^;]*? ON (\w+))?/;

/** @throws Error where it is none of the three, or could not be carried out twice */
export function schemaObject(text: string): SchemaObject {
  const [, kind, name, table] = heading.exec(text) ?? [];
  if (!kind || !name || (kind === 'TRIGGER' && !table))
    throw new Error(`not a function, view or trigger to create or replace: ${text.slice(0, 60)}`);
  return {
    kind: kind.toLowerCase() as SchemaObject['kind'],
    name,
    table: kind === 'TRIGGER' ? (table ?? null) : null,
    text,
    hash: createHash('sha256').update(text).digest('hex'),
  };
}
