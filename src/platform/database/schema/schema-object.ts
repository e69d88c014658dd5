import { createHash } from 'node:crypto';

/** A function, view or trigger; only its current text is kept. */
export interface SchemaObject {
  readonly kind: 'function' | 'view' | 'trigger';
  readonly name: string;
  /** The table of a trigger. */
  readonly table: string | null;
  readonly text: string;
  readonly hash: string;
}

const heading = /^CREATE OR REPLACE (FUNCTION|VIEW|TRIGGER) (\w+)(?:[^;]*? ON (\w+))?/;

/** @throws Error if the text is none of the three, or could not be run twice */
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
