import { useState } from 'react';
import { call } from '../../api/call.js';
import { useSession } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { useLiveItems } from '../../live/live-context.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Empty } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { useAct } from '../../ui/use-act.js';
import { Waiting } from '../../ui/waiting.js';
import { useDoors, useSimulators, type Door } from './queries.js';
import { kept, signals, type Signal, type Walk } from './walk.js';

/** Ticks what is heard of each door, and keeps it in this browser until the walk is over. */
function useWalk(): Walk {
  const [walk, setWalk] = useState<Walk>(kept.read);
  const tick = (heard: readonly (readonly [doorId: string | null, signal: Signal])[]) =>
    setWalk((old) => {
      const fresh = heard.filter(([id, signal]) => id !== null && id !== '' && !old[id]?.includes(signal));
      if (fresh.length === 0) return old;
      const next = { ...old };
      for (const [id, signal] of fresh) {
        if (id !== null) next[id] = [...new Set([...(next[id] ?? []), signal])];
      }
      kept.write(next);
      return next;
    });
  useLiveItems('door', (items) => {
    const doors = items.map(({ data }) => data as unknown as Pick<Door, 'id' | 'state'>);
    tick(
      doors.flatMap(({ id, state }) => [
        ...(state.lock === 'unlocked' ? [[id, 'open'] as const] : []),
        ...(state.position === 'open' ? [[id, 'sensor'] as const] : []),
      ]),
    );
  });
  useLiveItems('event', (items) => {
    const events = items.map(
      ({ data }) => data as unknown as { doorId: string | null; eventNo: number; cardNo: string; inOut: number | null },
    );
    tick(
      events.flatMap(({ doorId, eventNo, cardNo, inOut }) => [
        ...(eventNo === exitButton ? [[doorId, 'exit'] as const] : []),
        ...(cardNo !== '' && inOut === 0 ? [[doorId, 'in'] as const] : []),
        ...(cardNo !== '' && inOut === 1 ? [[doorId, 'out'] as const] : []),
      ]),
    );
  });
  return walk;
}

/** Of the protocol: the exit button was pressed. */
const exitButton = 202;

interface LineProps {
  readonly door: Door;
  readonly heard: readonly Signal[];
  readonly isSimulated: boolean;
}

function DoorLine({ door: { id, name, number, sn }, heard, isSimulated }: LineProps) {
  const t = useT();
  const { act } = useAct();
  const play = (line: string) =>
    act(() => call('POST /simulators/{sn}/act', { path: { sn }, body: { line } }), t('setup.played'));
  const open = () =>
    act(
      () => call('POST /doors/actions', { body: { doorIds: [id], action: 'open', seconds: 3 } }),
      t('setup.pulsed', { name }),
    );
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      {signals.map((signal) => (
        <td key={signal}>
          {heard.includes(signal) ? (
            <>
              <Icon name="check" />
              <span className="unseen">{t('setup.heard')}</span>
            </>
          ) : (
            <span className="muted">–</span>
          )}
        </td>
      ))}
      <td className="no-print">
        <span className="row">
          <Button onPress={open}>{t('setup.openDoor', { name })}</Button>
          {isSimulated && (
            <>
              <Button kind="quiet" onPress={() => play(`x ${String(number)}`)}>
                {t('setup.pressExit', { name })}
              </Button>
              <Button kind="quiet" onPress={() => play(`b 5551 ${String(number)}`)}>
                {t('setup.cardIn', { name })}
              </Button>
              <Button kind="quiet" onPress={() => play(`b 5551 ${String(number)} out`)}>
                {t('setup.cardOut', { name })}
              </Button>
            </>
          )}
        </span>
      </td>
    </tr>
  );
}

/** Somebody walks from door to door; the sheet is what is handed over. */
export function TestStep() {
  const t = useT();
  const { site, operator } = useSession();
  const doors = useDoors();
  const { data: simulators } = useSimulators();
  const walk = useWalk();
  const simulated = new Set(simulators?.items.filter(({ running }) => running).map(({ sn }) => sn));
  return (
    <>
      <p className="no-print">{t('setup.testWhy')}</p>
      <p className="print-only">
        <bdi>{site.name}</bdi> · <Time at={new Date().toISOString()} isWhole /> · <bdi>{operator.name}</bdi>
      </p>
      <Waiting asked={doors} />
      {doors.data?.length === 0 && (
        <Empty icon="door" text={t('setup.noDoors')}>
          <PageLink to="/setup" search={{ step: 'connect' }}>
            {t('setup.step-connect')}
          </PageLink>
        </Empty>
      )}
      {doors.data && doors.data.length > 0 && (
        <div className="setup-sheet" role="region" tabIndex={0} aria-label={t('setup.door')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('setup.door')}</th>
                {signals.map((signal) => (
                  <th key={signal} scope="col">
                    {t(`setup.signal-${signal}`)}
                  </th>
                ))}
                <th scope="col" className="no-print">
                  <span className="unseen">{t('setup.try')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {doors.data.map((door) => (
                <DoorLine key={door.id} door={door} heard={walk[door.id] ?? []} isSimulated={simulated.has(door.sn)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="row no-print">
        <Button onPress={() => window.print()}>
          <Icon name="printer" /> {t('setup.print')}
        </Button>
      </p>
    </>
  );
}
