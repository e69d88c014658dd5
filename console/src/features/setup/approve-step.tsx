import { useT } from '../../i18n/t.js';
import { Approve } from '../../ui/approve.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { Empty } from '../../ui/states.js';
import { Waiting } from '../../ui/waiting.js';
import { useDevices } from './queries.js';

/** Who has called and waits, with what becomes of the people that it holds. */
export function ApproveStep({ onConnect }: { readonly onConnect: () => void }) {
  const t = useT();
  const devices = useDevices();
  const waiting = devices.data?.filter(({ status }) => status === 'pending') ?? [];
  const approved = devices.data?.filter(({ status }) => status === 'approved') ?? [];
  return (
    <>
      <Waiting asked={devices} />
      {devices.data && waiting.length + approved.length === 0 && (
        <Empty icon="device" text={t('setup.nobody')}>
          <Button onPress={onConnect}>{t('setup.step-connect')}</Button>
        </Empty>
      )}
      {waiting.map((device) => (
        <div key={device.sn} className="stack">
          <h3>
            <bdi>{device.sn}</bdi> <bdi className="muted">{device.type}</bdi>
          </h3>
          <Approve device={device} />
        </div>
      ))}
      <ul className="setup-list">
        {approved.map(({ sn, name, online }) => (
          <li key={sn}>
            <Icon name={online ? 'check' : 'clock'} />
            <strong>
              <bdi>{name}</bdi>
            </strong>
            <span>{t(online ? 'setup.online' : 'setup.comesSoon')}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
