import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call, type Body } from '../../api/call.js';
import { isProblem } from '../../api/problem.js';
import { useT, type Translate } from '../../i18n/t.js';
import { sentenceOf } from '../../ui/states.js';
import { toast } from '../../ui/toast.js';
import { followed, type DoorAnswer } from './follow.js';

export type DoorAction = Body<'POST /doors/actions'>['action'];

/** A command as its device tells it: a click is not a fact. */
export interface Step {
  readonly status: string;
  readonly at: Date;
  /** Why nothing was sent, or what the device answered. */
  readonly why: string | null;
}

export interface Order {
  readonly action: DoorAction;
  /** Of `open`: until it closes again. */
  readonly seconds?: number;
  /** Of `normalOpen`: until the gateway ends it; left out = until somebody does. */
  readonly minutes?: number;
}

/** The last order to a door, from step to step. */
export interface Followed {
  readonly steps: readonly Step[];
  readonly isRunning: boolean;
  readonly error: unknown;
}

interface Ordered {
  readonly id: string;
  readonly name: string;
}

const none: Followed = { steps: [], isRunning: false, error: null };

export const whyOf = (t: Translate, { status, why }: Step): string =>
  why === null || status === 'done' ? '' : t.loose(`doors.why-${why}`, why);

/** What has not become of an order; '' where it was done. */
function badEnd(t: Translate, { steps, error }: Followed): string {
  if (error !== null) return isProblem(error) ? sentenceOf(t, error) : t('ui.fault');
  const last = steps.at(-1);
  if (last === undefined || last.status === 'done' || last.status === 'cancelled') return '';
  return [t.loose(`ui.command-${last.status}`, last.status), whyOf(t, last)].filter((text) => text !== '').join(', ');
}

export interface DoorOrders {
  readonly of: (doorId: string) => Followed;
  readonly give: (door: Ordered, order: Order) => void;
}

/**
 * Orders to single doors, each followed to its end, whichever door is looked at meanwhile. What was not done is told on any
 * page, unless the panel of the door says it.
 * @param open whose panel is open
 */
export function useDoorOrders(open: string | undefined): DoorOrders {
  const t = useT();
  const client = useQueryClient();
  const [all, setAll] = useState<ReadonlyMap<string, Followed>>(new Map());
  const seen = useRef<string | undefined>(undefined);
  useEffect(() => {
    seen.current = open;
    return () => {
      seen.current = undefined;
    };
  }, [open]);

  const follow = async ({ id, name }: Ordered, order: Order) => {
    let now: Followed = { ...none, isRunning: true };
    const tell = (change: Partial<Followed>) => {
      now = { ...now, ...change };
      setAll((old) => new Map(old).set(id, now));
    };
    const add = ({ status, reason, returnMeaning }: DoorAnswer) => {
      if (now.steps.at(-1)?.status === status) return;
      tell({ steps: [...now.steps, { status, at: new Date(), why: reason ?? returnMeaning }] });
    };
    tell({});
    try {
      const [answer] = (await call('POST /doors/actions', { body: { doorIds: [id], ...order } })).items;
      if (answer) {
        add(answer);
        for await (const next of followed(answer)) add(next);
      }
    } catch (error) {
      tell({ error });
    }
    tell({ isRunning: false });
    const text = badEnd(t, now);
    if (text !== '' && seen.current !== id) toast('bad', `${name}: ${text}`);
    await client.invalidateQueries({ queryKey: ['doors'] });
  };

  return {
    of: (doorId) => all.get(doorId) ?? none,
    give: (door, order) => {
      if (!all.get(door.id)?.isRunning) void follow(door, order);
    },
  };
}
