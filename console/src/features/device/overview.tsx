import type { ReactNode } from 'react';
import { useMay } from '../../api/session.js';
import type { DeviceView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { EndedSimulators } from '../../ui/ended-simulators.js';
import { firmwareOf } from '../../ui/firmware.js';
import { Time } from '../../ui/time.js';
import { Approve } from '../../ui/approve.js';
import { Options } from './options.js';
import { Warnings } from './warnings.js';

function Facts({ device }: { readonly device: DeviceView }) {
  const t = useT();
  const rows: readonly (readonly [title: string, value: ReactNode])[] = [
    [t('device.sn'), device.sn],
    [t('device.model'), device.model === null ? device.type : `${device.type} · ${device.model}`],
    [t('device.use'), t.loose(`device.module-${device.module}`, device.module)],
    [t('device.link'), t.loose(`device.link-${device.link}`, device.link)],
    [t('device.protocol'), device.protocol],
    [t('device.address'), device.address],
    [t('device.seen'), device.lastSeenAt && <Time at={device.lastSeenAt} isWhole />],
    [t('device.registered'), device.registeredAt && <Time at={device.registeredAt} isWhole />],
    [t('device.firmware'), firmwareOf(device.capabilities)],
  ];
  return (
    <dl className="facts">
      {rows
        .filter(([, value]) => value !== '' && value !== null)
        .map(([title, value]) => (
          <div key={title} className="device-fact">
            <dt>{title}</dt>
            <dd>{typeof value === 'string' ? <bdi>{value}</bdi> : value}</dd>
          </div>
        ))}
    </dl>
  );
}

export function Overview({ device }: { readonly device: DeviceView }) {
  const t = useT();
  const may = useMay();
  return (
    <div className="stack">
      {device.status === 'pending' && may('device') && <Approve device={device} />}
      {device.status === 'approved' && !device.online && <EndedSimulators sn={device.sn} />}
      <Warnings device={device} />
      <Facts device={device} />
      {device.functions.length > 0 && (
        <section>
          <h2>{t('device.functions')}</h2>
          <ul>
            {device.functions.map((one) => (
              <li key={one}>
                <bdi>{one}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Options device={device} />
    </div>
  );
}
