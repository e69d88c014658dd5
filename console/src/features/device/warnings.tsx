import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import type { DeviceView, NewcomerView, WarningView } from '../../api/types.js';
import { useT, type Translate } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { Icon } from '../../ui/icon.js';
import { LateTexts } from '../../ui/late-texts.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { useAct } from '../../ui/use-act.js';
import { devicePage } from './route.js';
import type { deviceTabs } from './tabs.js';

type Code = WarningView['code'];
type Tab = (typeof deviceTabs)[number];

/** Where a warning is seen to that one press does not mend. */
const tabOf: Partial<Record<Code, Tab>> = {
  unknownUsers: 'sync',
  foreignRows: 'sync',
  refusedTable: 'sync',
  cardsOver: 'sync',
  quarantined: 'wire',
  unreadable: 'wire',
  token: 'settings',
  remoteIdentification: 'settings',
  reconciliation: 'settings',
  moved: 'change',
};
const compared: ReadonlySet<Code> = new Set(['deviceDuplicate', 'newAddress']);

const wordsOf = (t: Translate, { code, text }: WarningView) =>
  t.loose(`ui.warning-${code}`, t.loose(`deviceWork.warning-${code}`, text));

interface Props {
  readonly device: DeviceView;
}

function Newcomer({ device: { sn, name }, newcomer }: Props & { readonly newcomer: NewcomerView }) {
  const t = useT();
  const [isAsked, setAsked] = useState(false);
  const { act, isPending } = useAct();
  const { address, model, firmware, mac, sameRegistration } = newcomer;
  const admit = () =>
    act(
      () => call('POST /devices/{sn}/newcomers/admit', { path: { sn }, body: { address } }),
      t('deviceWork.admitted', { address, name }),
    );
  return (
    <li>
      <span>
        <bdi>{[address, model, firmware, mac].filter((told) => told !== '').join(' · ')}</bdi>{' '}
        {t(sameRegistration ? 'deviceWork.sameThing' : 'deviceWork.otherThing', { name })}
      </span>
      <Button isDisabled={isPending} onPress={() => setAsked(true)}>
        {t('deviceWork.admit', { address })}
      </Button>
      <Confirm
        title={t('deviceWork.admit', { address })}
        text={t('deviceWork.admitWhat', { address, name })}
        act={t('deviceWork.admitAct', { address, name })}
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        onAct={admit}
      />
    </li>
  );
}

/** Who calls with its serial number: only a person knows which of them is the device. */
function Newcomers({ device }: Props) {
  const { sn } = device;
  const { data } = useQuery({
    queryKey: ['devices', 'newcomers', sn],
    queryFn: ({ signal }) => call('GET /devices/{sn}/newcomers', { path: { sn }, signal }),
  });
  if (!data) return null;
  return (
    <ul>
      {data.items.map((newcomer) => (
        <Newcomer key={newcomer.address} device={device} newcomer={newcomer} />
      ))}
    </ul>
  );
}

function Verify({ device: { sn } }: Props) {
  const t = useT();
  const { act, isPending } = useAct();
  const verify = () => call('POST /devices/{sn}/verify', { path: { sn }, query: { wait: 1 }, body: {} });
  return (
    <Button isDisabled={isPending} onPress={() => act(verify, t('device.verifyBegun'))}>
      {t('device.verify')}
    </Button>
  );
}

function SetClock({ device: { sn } }: Props) {
  const t = useT();
  const { act, isPending } = useAct();
  const set = () => call('POST /devices/{sn}/time', { path: { sn }, body: {} });
  return (
    <Button isDisabled={isPending} onPress={() => act(set, t('deviceWork.clockSet'))}>
      {t('deviceWork.setClock')}
    </Button>
  );
}

function Mend({ device, code }: Props & { readonly code: Code }) {
  const t = useT();
  const may = useMay();
  const [, setSearch] = usePageSearch(devicePage);
  const tab = tabOf[code];
  const needed = tab === 'wire' ? 'wire.read' : tab === 'sync' ? 'device.read' : 'device';
  if (!may(needed)) return null;
  if (tab) return <Button onPress={() => setSearch({ tab })}>{t(`device.tab-${tab}`)}</Button>;
  if (code === 'newcomer') return <Newcomers device={device} />;
  if (code === 'clockDrift') return <SetClock device={device} />;
  return compared.has(code) ? <Verify device={device} /> : null;
}

function List({ device }: Props) {
  const t = useT();
  return (
    <ul className="device-warnings" aria-label={t('device.warnings')}>
      {device.warnings.map((warning, at) => (
        <li key={`${warning.code}${String(at)}`}>
          <Icon name="warning" />
          <div className="stack">
            <span title={warning.text}>{wordsOf(t, warning)}</span>
            <Mend device={device} code={warning.code} />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What an operator should see to, each with what mends it. */
export const Warnings = ({ device }: Props) =>
  device.warnings.length > 0 && (
    <LateTexts>
      <List device={device} />
    </LateTexts>
  );
