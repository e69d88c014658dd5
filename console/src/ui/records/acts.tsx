import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useT, type Translate } from '../../i18n/t.js';
import { Button } from '../button.js';
import { tellError } from '../told.js';

/** What came of an action at one thing, as its device tells it. */
export interface ActAnswer {
  readonly status: string;
  readonly reason: string | null;
  readonly returnMeaning: string | null;
}

export interface Act {
  readonly id: string;
  readonly name: string;
  readonly isMain?: boolean;
  readonly act: () => Promise<{ readonly items: readonly ActAnswer[] }>;
}

/** Seconds that a button waits for its device. */
export const actWait = 10;

const wordsOf = (t: Translate, { status, reason, returnMeaning }: ActAnswer) =>
  [t.loose(`ui.command-${status}`, status), reason && t.loose(`records.refusal-${reason}`, reason), returnMeaning]
    .filter((part) => part)
    .join(' · ');

/** Buttons that do something at a device. What it answers is told, never what it should have done. */
export function Acts({ acts }: { readonly acts: readonly Act[] }) {
  const t = useT();
  const [told, setTold] = useState<string | null>(null);
  const doing = useMutation({
    mutationFn: ({ act }: Act) => act(),
    onMutate: () => setTold(null),
    onSuccess: ({ items }, { name }) => {
      const [answer] = items;
      if (answer) setTold(`${name}: ${wordsOf(t, answer)}`);
    },
    onError: tellError(t),
  });
  if (acts.length === 0) return null;
  return (
    <div className="stack">
      <div className="row">
        {acts.map((one) => (
          <Button
            key={one.id}
            kind={one.isMain ? 'main' : 'plain'}
            isPending={doing.isPending && doing.variables.id === one.id}
            onPress={() => doing.mutate(one)}
          >
            {one.name}
          </Button>
        ))}
      </div>
      <p role="status">{told}</p>
    </div>
  );
}
