import { useState } from 'react';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { DoorShape } from '../../ui/door-shape.js';
import { Select } from '../../ui/fields.js';
import { PageLink } from '../../ui/page-hooks.js';
import { ErrorBlock } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { shapeOf } from './door-state.js';
import { useDoorAction, type Step } from './open-door.js';
import type { BoardDoor } from './queries.js';

const seconds = ['3', '5', '10', '30', '60'] as const;

/** Queued, sent, done: each with its time, as the device tells it. */
function Steps({ steps }: { readonly steps: readonly Step[] }) {
  const t = useT();
  return (
    <ol className="steps" aria-live="polite">
      {steps.map(({ status, at, why }) => (
        <li key={status} className={`step step-${status}`}>
          <span>{t.loose(`ui.command-${status}`, status)}</span> <Time at={at} />
          {why !== null && status !== 'done' && <span> {t.loose(`doors.why-${why}`, why)}</span>}
        </li>
      ))}
    </ol>
  );
}

export function DoorPanel({ door }: { readonly door: BoardDoor }) {
  const t = useT();
  const may = useMay();
  const [length, setLength] = useState<(typeof seconds)[number]>('5');
  const { steps, isRunning, error, order } = useDoorAction();
  const noRight = may('door.open') ? null : t('ui.noPermission');
  const doorId = door.id;
  return (
    <>
      <DoorShape state={shapeOf(door.state)} size={28} />
      {noRight === null && (
        <Select
          label={t('doors.seconds')}
          options={seconds.map((id) => ({ id, name: t('doors.secondsOf', { count: Number(id) }) }))}
          value={length}
          onChange={setLength}
        />
      )}
      <div className="row">
        <Button
          kind="main"
          reason={noRight}
          isPending={isRunning}
          onPress={() => order({ doorId, action: 'open', seconds: Number(length) })}
        >
          {t('doors.open', { seconds: Number(length) })}
        </Button>
        {may('door.hold') && (
          <>
            <Button isPending={isRunning} onPress={() => order({ doorId, action: 'normalOpen' })}>
              {t('doors.hold')}
            </Button>
            <Button isPending={isRunning} onPress={() => order({ doorId, action: 'endNormalOpen' })}>
              {t('doors.endHold')}
            </Button>
            <Button isPending={isRunning} onPress={() => order({ doorId, action: 'lock' })}>
              {t('doors.lock')}
            </Button>
            <Button isPending={isRunning} onPress={() => order({ doorId, action: 'unlock' })}>
              {t('doors.unlock')}
            </Button>
          </>
        )}
        {may('alarm.ack') && (
          <Button isPending={isRunning} onPress={() => order({ doorId, action: 'cancelAlarm' })}>
            {t('doors.cancelAlarm')}
          </Button>
        )}
      </div>
      {error ? <ErrorBlock error={error} /> : <Steps steps={steps} />}
      <dl className="facts">
        <dt>{t('doors.device')}</dt>
        <dd>
          <PageLink to={`/devices/${door.sn}`}>
            <bdi>{door.deviceName}</bdi>
          </PageLink>
        </dd>
        <dt>{t('doors.number')}</dt>
        <dd>{door.number}</dd>
      </dl>
    </>
  );
}
