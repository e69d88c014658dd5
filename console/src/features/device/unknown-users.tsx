import { useState } from 'react';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import type { DeviceView, SyncView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { useAct } from '../../ui/use-act.js';
import { TakeOver } from './take-over.js';

const shown = 50;

interface Props {
  readonly device: DeviceView;
  readonly users: SyncView['unknownUsers'];
}

function Actions({ device: { sn, name }, users }: Props) {
  const t = useT();
  const [isAsked, setAsked] = useState(false);
  const { act, isPending } = useAct();
  const body = { repair: 'all', removeUnknown: true } as const;
  const remove = () =>
    act(
      () => call('POST /devices/{sn}/verify', { path: { sn }, query: { wait: 1 }, body }),
      t('deviceWork.removeBegun', { name }),
    );
  return (
    <>
      <p className="muted">{t('deviceWork.importWhat')}</p>
      <div className="row">
        <TakeOver sn={sn} isDisabled={isPending} />
        <Button kind="danger" isDisabled={isPending} onPress={() => setAsked(true)}>
          {t('deviceWork.removeUsers')}
        </Button>
      </div>
      <Confirm
        title={t('device.unknownUsers', { count: users.length })}
        text={t('deviceWork.removeWhat', { name })}
        act={t('deviceWork.removeAct', { name, count: users.length })}
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        onAct={remove}
      />
    </>
  );
}

/** Users that the device holds and nobody here knows: they open doors until they are taken over or away. */
export function UnknownUsers({ device, users }: Props) {
  const t = useT();
  const may = useMay();
  return (
    <section className="stack" aria-label={t('device.unknownUsers', { count: users.length })}>
      <h2>{t('device.unknownUsers', { count: users.length })}</h2>
      {may('device') && <Actions device={device} users={users} />}
      <ul>
        {users.slice(0, shown).map(({ pin, name }) => (
          <li key={pin}>
            <bdi>{pin}</bdi> <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
      {users.length > shown && <p className="muted">{t('deviceWork.shownOf', { shown, count: users.length })}</p>}
    </section>
  );
}
