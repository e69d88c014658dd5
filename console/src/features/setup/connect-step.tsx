import { useState } from 'react';
import { call, type Answer } from '../../api/call.js';
import { useT, type Translate } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Select } from '../../ui/fields.js';
import { Icon } from '../../ui/icon.js';
import { Qr } from '../../ui/qr.js';
import { Time } from '../../ui/time.js';
import { useAct } from '../../ui/use-act.js';
import { addressesToEnter } from './addresses-to-enter.js';
import { useDeviceCalls, useSimulators, type DeviceCall } from './queries.js';

const families = ['terminal', 'controller', 'tool', 'pull'] as const;
type Family = (typeof families)[number];

type Address = Answer<'GET /setup'>['addresses'][number];

function WhatToEnter({ addresses }: { readonly addresses: readonly Address[] }) {
  const t = useT();
  const [family, setFamily] = useState<Family>('terminal');
  const [first] = addresses;
  return (
    <>
      <Select
        label={t('setup.family')}
        options={families.map((id) => ({ id, name: t(`setup.family-${id}`) }))}
        value={family}
        onChange={setFamily}
      />
      <p>{t(`setup.menu-${family}`)}</p>
      {family !== 'pull' && (
        <dl className="facts">
          <dt>{t('setup.address')}</dt>
          <dd>
            {addressesToEnter(window.location.hostname, addresses).map((ip) => (
              <div key={ip}>
                <bdi>{ip}</bdi>
              </div>
            ))}
          </dd>
          <dt>{t('setup.port')}</dt>
          <dd>
            <bdi>{first?.port ?? window.location.port}</bdi>
          </dd>
          <dt>HTTPS</dt>
          <dd>{t(first?.https ? 'setup.on' : 'setup.off')}</dd>
          <dt>{t('setup.proxy')}</dt>
          <dd>{t('setup.off')}</dd>
        </dl>
      )}
    </>
  );
}

/** The installer goes to the doors with a phone: the same page, at an address that the phone can reach. */
function OnPhone({ addresses }: { readonly addresses: readonly Address[] }) {
  const t = useT();
  const { protocol, port } = window.location;
  const [ip] = addressesToEnter(window.location.hostname, addresses);
  if (ip === undefined) return null;
  const host = ip.includes(':') ? `[${ip}]` : ip;
  const address = `${protocol}//${host}${port === '' ? '' : `:${port}`}/console/setup`;
  return (
    <details className="setup-phone">
      <summary>{t('setup.onPhone')}</summary>
      <p>{t('setup.onPhoneHint')}</p>
      <Qr text={address} label={address} />
      <bdi>{address}</bdi>
    </details>
  );
}

const isGood = ({ code }: DeviceCall) => code === 'served' || code === 'waiting';

const saidOf = (t: Translate, { code, params }: DeviceCall) =>
  t.loose(`setup.call-${code}`, code, { path: (params as Record<string, string>).path ?? '' });

function Caller({ heard, onApprove }: { readonly heard: DeviceCall; readonly onApprove: () => void }) {
  const t = useT();
  const { at, ip, sn, code, params } = heard;
  const { model = '' } = params as Record<string, string>;
  return (
    <li>
      <Icon name={isGood(heard) ? 'check' : 'warning'} />
      <Time at={at} />
      <strong>
        <bdi>{sn === '' ? ip : sn}</bdi>
      </strong>
      {model !== '' && <bdi>{model}</bdi>}
      {sn !== '' && <bdi className="muted">{ip}</bdi>}
      <span className="grow">{saidOf(t, heard)}</span>
      {code === 'waiting' && <Button onPress={onApprove}>{t('setup.approve')}</Button>}
    </li>
  );
}

interface ConnectProps {
  readonly addresses: readonly Address[];
  readonly onApprove: () => void;
}

/** What to enter in a device, and everybody who calls meanwhile, wrong ones too. */
export function ConnectStep({ addresses, onApprove }: ConnectProps) {
  const t = useT();
  const calls = useDeviceCalls();
  const { act, isPending } = useAct();
  const { data: simulators } = useSimulators();
  const start = () =>
    act(() => call('POST /simulators', { body: { profile: 'controller', doors: 2 } }), t('setup.simulatorStarted'));
  return (
    <>
      <WhatToEnter addresses={addresses} />
      <OnPhone addresses={addresses} />
      <h3>{t('setup.callers')}</h3>
      {calls.length === 0 ? (
        <p className="row muted">
          <span className="spinner" aria-hidden="true" /> {t('setup.nobody')}
        </p>
      ) : (
        <ul className="setup-list">
          {calls.map((heard) => (
            <Caller key={`${heard.ip} ${heard.sn} ${heard.code}`} heard={heard} onApprove={onApprove} />
          ))}
        </ul>
      )}
      <p className="row">
        <Button isPending={isPending} onPress={start}>
          {t('setup.simulator')}
        </Button>
        {(simulators?.items ?? [])
          .filter(({ running }) => running)
          .map(({ sn }) => (
            <Button
              key={sn}
              kind="quiet"
              onPress={() => act(() => call('DELETE /simulators/{sn}', { path: { sn } }), t('setup.simulatorEnded'))}
            >
              {t('setup.endSimulator', { sn })}
            </Button>
          ))}
      </p>
    </>
  );
}
