import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import type { DeviceView } from '../../api/types.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/fields.js';
import { LateTexts } from '../../ui/late-texts.js';
import { useAct } from '../../ui/use-act.js';
import { Waiting } from '../../ui/waiting.js';

interface Props {
  readonly device: DeviceView;
}

/** The gateway asks for so many at once. */
const atOnce = 100;
const waitSeconds = 20;
/** What the gateway takes as the name of an option. */
const askable = /^~?[A-Za-z_][\w.-]{0,63}$/;

/** @throws Problem */
async function readAgain(sn: string, all: readonly string[]): Promise<void> {
  const names = all.filter((name) => askable.test(name));
  for (let from = 0; from < names.length; from += atOnce) {
    const body = { names: names.slice(from, from + atOnce) };
    await call('POST /devices/{sn}/options/read', { path: { sn }, query: { wait: waitSeconds }, body });
  }
}

function List({ device: { sn } }: Props) {
  const t = useT();
  const may = useMay();
  const [q, setQ] = useState('');
  const { act, isPending } = useAct();
  const asked = useQuery({
    queryKey: ['devices', 'options', sn],
    queryFn: ({ signal }) => call('GET /devices/{sn}/options', { path: { sn }, signal }),
  });
  if (!asked.data) return <Waiting asked={asked} />;
  const all = Object.entries(asked.data.values).sort(([a], [b]) => a.localeCompare(b));
  if (all.length === 0) return <p className="muted">{t('deviceWork.noOptions')}</p>;
  const shown = all.filter(([name, value]) => `${name} ${String(value)}`.toLowerCase().includes(q.toLowerCase()));
  const names = all.map(([name]) => name);
  return (
    <div className="stack">
      <div className="device-form">
        <TextField label={t('ui.find')} value={q} onChange={setQ} />
      </div>
      {may('device') && (
        <div className="row">
          <Button isDisabled={isPending} onPress={() => act(() => readAgain(sn, names), t('deviceWork.optionsRead'))}>
            {t('deviceWork.readOptions')}
          </Button>
        </div>
      )}
      <dl className="facts" aria-label={t('deviceWork.options')}>
        {shown.map(([name, value]) => (
          <div key={name} className="device-fact">
            <dt>
              <bdi>{name}</bdi>
            </dt>
            <dd>
              <bdi>{String(value)}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {shown.length === 0 && <p className="muted">{t('ui.nothingFound')}</p>}
    </div>
  );
}

function Opened({ device }: Props) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="stack">
      <div className="row">
        <Button kind="quiet" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {t('deviceWork.options')}
        </Button>
      </div>
      {isOpen && <List device={device} />}
    </section>
  );
}

/** All that the device has told of itself. There may be hundreds: they are fetched once somebody wants them. */
export const Options = ({ device }: Props) => (
  <LateTexts>
    <Opened device={device} />
  </LateTexts>
);
