import { useState } from 'react';
import { useMay, type Permission } from '../../api/session.js';
import type { TextKey } from '../../i18n/keys.js';
import { useT } from '../../i18n/t.js';
import { useAsked } from '../../ui/asked.js';
import { Button } from '../../ui/button.js';
import { Select } from '../../ui/fields.js';
import { usePageLetters, type PageLetter } from '../../ui/page-letters.js';
import { ErrorBlock } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { Hold } from './hold.js';
import { whyOf, type DoorAction, type Followed, type Order, type Step } from './door-orders.js';
import type { BoardDoor } from '../../live/doors.js';

const seconds = ['3', '5', '10', '30', '60'] as const;

/** Queued, sent, done: each with its time, as the device tells it. */
function Steps({ steps }: { readonly steps: readonly Step[] }) {
  const t = useT();
  return (
    <ol className="steps" aria-live="polite">
      {steps.map((step) => (
        <li key={step.status} className={`step step-${step.status}`}>
          <span>{t.loose(`ui.command-${step.status}`, step.status)}</span> <Time at={step.at} />{' '}
          <span>{whyOf(t, step)}</span>
        </li>
      ))}
    </ol>
  );
}

interface Given {
  /** Why nothing can be sent now; null = it can. */
  readonly away: string | null;
  readonly isRunning: boolean;
  readonly isHeld: boolean;
  readonly seconds: number;
  readonly order: (order: Order) => void;
}

/** Letters that do the same as the buttons, for whoever may press them. */
function useDoorLetters({ away, isRunning, isHeld, seconds: length, order }: Given, openHolds: () => void): void {
  const t = useT();
  const may = useMay();
  const canHold = may('door.hold');
  const all: readonly (PageLetter & { readonly permission: Permission })[] = [
    {
      letter: 'o',
      name: t('doors.open', { seconds: length }),
      permission: 'door.open',
      act: () => order({ action: 'open', seconds: length }),
    },
    { letter: 'h', name: t('doors.hold'), permission: 'door.hold', act: openHolds },
    {
      letter: 'c',
      name: t('doors.close'),
      permission: 'door.open',
      act: () => order({ action: isHeld && canHold ? 'endNormalOpen' : 'close' }),
    },
    { letter: 'l', name: t('doors.lock'), permission: 'door.hold', act: () => order({ action: 'lock' }) },
    {
      letter: 'a',
      name: t('doors.cancelAlarm'),
      permission: 'alarm.ack',
      act: () => order({ action: 'cancelAlarm' }),
    },
  ];
  const isReady = away === null && !isRunning;
  usePageLetters(
    all
      .filter(({ permission }) => may(permission))
      .map((letter) => ({ ...letter, act: () => isReady && letter.act() })),
  );
}

const buttons: readonly (readonly [action: DoorAction, name: TextKey, permission: Permission])[] = [
  ['endNormalOpen', 'doors.endHold', 'door.hold'],
  ['close', 'doors.close', 'door.open'],
  ['lock', 'doors.lock', 'door.hold'],
  ['unlock', 'doors.unlock', 'door.hold'],
  ['cancelAlarm', 'doors.cancelAlarm', 'alarm.ack'],
];

interface ActionsProps {
  readonly door: BoardDoor;
  /** The last order to it. */
  readonly followed: Followed;
  readonly order: (order: Order) => void;
}

/** What may be done at a door. A button that is greyed says why. */
export function DoorActions({ door, followed, order }: ActionsProps) {
  const t = useT();
  const may = useMay();
  const [length, setLength] = useState<(typeof seconds)[number]>('5');
  const [isHoldOpen, setHoldOpen] = useState(false);
  const { steps, isRunning, error } = followed;
  const { connection, mode } = door.state;
  const away = connection === 'online' ? null : t(`doors.why-${connection}`);
  const mayOpen = may('door.open');
  const given = { away, isRunning, isHeld: mode === 'held', seconds: Number(length), order };
  useDoorLetters(given, () => setHoldOpen(true));
  useAsked({
    [`open ${door.id}`]: () => {
      if (mayOpen && away === null && !isRunning) order({ action: 'open', seconds: Number(length) });
    },
  });
  return (
    <>
      {mayOpen && (
        <Select
          label={t('doors.seconds')}
          options={seconds.map((id) => ({ id, name: t('doors.secondsOf', { count: Number(id) }) }))}
          value={length}
          onChange={setLength}
        />
      )}
      <div className="row door-actions">
        <Button
          kind="main"
          reason={mayOpen ? away : t('ui.noPermission')}
          isPending={isRunning}
          onPress={() => order({ action: 'open', seconds: Number(length) })}
        >
          {t('doors.open', { seconds: Number(length) })}
        </Button>
        {may('door.hold') && (
          <Hold
            reason={away}
            isPending={isRunning}
            onHold={(minutes) => order({ action: 'normalOpen', ...(minutes === undefined ? {} : { minutes }) })}
            isOpen={isHoldOpen}
            onOpenChange={setHoldOpen}
          />
        )}
        {buttons
          .filter(([, , permission]) => may(permission))
          .map(([action, name]) => (
            <Button key={action} reason={away} isPending={isRunning} onPress={() => order({ action })}>
              {t(name)}
            </Button>
          ))}
      </div>
      {error === null ? <Steps steps={steps} /> : <ErrorBlock error={error} />}
    </>
  );
}
