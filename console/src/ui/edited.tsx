import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useState, type ReactNode } from 'react';

/** Fetches what a form was filled with, and fills the form anew. Null: nobody knows how. */
const AnewContext = createContext<(() => Promise<unknown>) | null>(null);

export const useAnew = () => useContext(AnewContext);

/** What a form needs to change what it was filled with, and nothing newer. */
export interface Edit {
  readonly ifMatch: string;
  /** The answer to the change: from now on that is what has been read. */
  readonly saved: (record: { readonly updatedAt: string }) => void;
}

interface FilledProps {
  readonly record: { readonly updatedAt: string };
  /** What the form shows. Where only other things have changed, what it was filled with is still true. */
  readonly fields: readonly string[];
  readonly children: (edit: Edit) => ReactNode;
}

function shownOf(record: object, fields: readonly string[]): string {
  const all: Readonly<Record<string, unknown>> = { ...record };
  return JSON.stringify(fields.map((field) => all[field]));
}

function Filled({ record, fields, children }: FilledProps) {
  const [read, setRead] = useState({ version: record.updatedAt, shown: shownOf(record, fields) });
  const saved = (next: FilledProps['record']) => setRead({ version: next.updatedAt, shown: shownOf(next, fields) });
  if (record.updatedAt > read.version && shownOf(record, fields) === read.shown) saved(record);
  return children({ ifMatch: read.version, saved });
}

/**
 * Around a form that changes something: keeps the version that it was filled with, however often the page learns of a
 * newer one meanwhile.
 */
export function Edited({ topic, ...filled }: FilledProps & { readonly topic: string }) {
  const client = useQueryClient();
  const [round, setRound] = useState(0);
  const anew = async () => {
    await client.invalidateQueries({ queryKey: [topic] });
    setRound((last) => last + 1);
  };
  return (
    <AnewContext value={anew}>
      <Filled key={round} {...filled} />
    </AnewContext>
  );
}
