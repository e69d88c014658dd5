import { useEffect, useRef } from 'react';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT, type Translate } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { saveText } from '../../ui/save-text.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { useAct } from '../../ui/use-act.js';
import { useWire, type WireLine } from './use-wire.js';

const lengths = [5, 15, 60] as const;
const counted: ReadonlySet<string> = new Set(['rows', 'count']);
/** Whoever reads further up stays there. */
const nearEnd = 200;

/** An exchange in one sentence. */
function wordsOf(t: Translate, { code, params }: WireLine): string {
  const told: Record<string, string> = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, String(value)]),
  );
  const values = Object.fromEntries(
    Object.entries(told).map(([name, value]) => [name, counted.has(name) ? Number(value) : value]),
  );
  const { command = '' } = told;
  const what = code === 'command' ? t.loose(`wire.command-${command}`, command, values) : '';
  return t.loose(`wire.code-${code}`, code, { ...values, what });
}

const textOf = (t: Translate, lines: readonly WireLine[]): string =>
  lines.map((line) => `${line.at} ${wordsOf(t, line)}\n${line.raw}\n`).join('\n');

function Recording({ sn, until }: { readonly sn: string; readonly until: string | null }) {
  const t = useT();
  const may = useMay();
  const { act, isPending } = useAct();
  const record = (minutes: number) =>
    act(
      () => call('PUT /devices/{sn}/wire', { path: { sn }, body: { minutes } }),
      t(minutes > 0 ? 'wire.begun' : 'wire.ended'),
    );
  return (
    <>
      <p role="status">
        {until === null ? (
          t('wire.off')
        ) : (
          <>
            {t('wire.until')} <Time at={until} />
          </>
        )}
      </p>
      {may('wire') && (
        <div className="row">
          {lengths.map((minutes) => (
            <Button key={minutes} isDisabled={isPending} onPress={() => record(minutes)}>
              {t('wire.record', { minutes })}
            </Button>
          ))}
          {until !== null && (
            <Button isDisabled={isPending} onPress={() => record(0)}>
              {t('wire.stop')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly WireLine[] }) {
  const t = useT();
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const page = list.current?.closest('.device');
    if (page && page.scrollHeight - page.scrollTop - page.clientHeight < nearEnd) page.scrollTop = page.scrollHeight;
  }, [lines]);
  return (
    <ol className="wire-lines" aria-label={t('wire.list')} ref={list}>
      {lines.map((line) => (
        <li key={line.position}>
          <details>
            <summary>
              <Time at={line.at} /> {wordsOf(t, line)}
            </summary>
            <pre dir="ltr">{line.raw}</pre>
          </details>
        </li>
      ))}
    </ol>
  );
}

function Keep({ sn, lines }: { readonly sn: string; readonly lines: readonly WireLine[] }) {
  const t = useT();
  const copy = () =>
    navigator.clipboard.writeText(textOf(t, lines)).then(
      () => toast('good', t('ui.copied')),
      () => toast('bad', t('ui.notCopied')),
    );
  return (
    <div className="row">
      {/* Browsers have a clipboard for pages over HTTPS alone. */}
      <Button reason={window.isSecureContext ? null : t('ui.copyByHand')} onPress={() => void copy()}>
        {t('ui.copy')}
      </Button>
      <Button onPress={() => saveText(`wire-${sn}.txt`, textOf(t, lines), 'text/plain')}>{t('wire.save')}</Button>
    </div>
  );
}

/** What the device and the gateway say to each other, for whoever looks for a fault or reports one. */
export function WireTab({ sn }: { readonly sn: string }) {
  const t = useT();
  const { heard, error } = useWire(sn);
  if (error && !heard) return <ErrorBlock error={error} />;
  if (!heard) return <Loading />;
  const { lines, until } = heard;
  return (
    <div className="stack">
      <p className="muted">{t('wire.what')}</p>
      <Recording sn={sn} until={until} />
      {error !== null && <ErrorBlock error={error} />}
      {lines.length > 0 && <Keep sn={sn} lines={lines} />}
      {lines.length > 0 && <Lines lines={lines} />}
      {lines.length === 0 && <Empty icon="list" text={t(until === null ? 'wire.empty' : 'wire.waiting')} />}
    </div>
  );
}
