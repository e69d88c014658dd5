import { useQuery } from '@tanstack/react-query';
import { call, type Answer } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { LateTexts } from '../../ui/late-texts.js';
import { Time } from '../../ui/time.js';
import { Waiting } from '../../ui/waiting.js';

type Line = Answer<'GET /doctor'>['lines'][number];
type Finding = Line['findings'][number];

function Entry({ line, finding }: { readonly line: string; readonly finding: Finding }) {
  const t = useT();
  const { code, severity, words, todo } = finding;
  const params: Record<string, string | number> = { ...(finding.params as Record<string, string | number>), line };
  const { since } = params;
  const key = code === 'unseen' ? 'doctor.unseen' : `doctor.${line}-${code}`;
  // A line whose cases differ in how bad they are alone has one text.
  const text = t.loose(key, t.loose(`doctor.${line}`, `${line}: ${words}`, params), params);
  return (
    <li className="row" title={todo}>
      <Icon name={severity === 'fault' ? 'close' : 'warning'} />
      <span className="grow">
        {text} {typeof since === 'string' && <Time at={since} />}
      </span>
    </li>
  );
}

function Findings() {
  const t = useT();
  const asked = useQuery({ queryKey: ['doctor'], queryFn: ({ signal }) => call('GET /doctor', { signal }) });
  const found = asked.data?.lines.flatMap((line) => line.findings.map((finding) => ({ line: line.id, finding }))) ?? [];
  return (
    <section className="settings-group" aria-label={t('doctor.title')}>
      <h2>{t('doctor.title')}</h2>
      <p className="muted">{t('doctor.hint')}</p>
      <Waiting asked={asked} />
      {asked.data && found.length === 0 && (
        <p className="row">
          <Icon name="check" /> {t('doctor.well')}
        </p>
      )}
      {found.length > 0 && (
        <>
          <ul className="settings-doctor">
            {found.map(({ line, finding }) => (
              <Entry line={line} finding={finding} key={JSON.stringify([line, finding.code, finding.params])} />
            ))}
          </ul>
          <p className="muted">{t('doctor.manual')}</p>
        </>
      )}
      <div className="row">
        <Button isPending={asked.isFetching} onPress={() => void asked.refetch()}>
          {t('doctor.again')}
        </Button>
      </div>
    </section>
  );
}

/** What `postern doctor` says, as this gateway sees it. Its texts are many, and come with it. */
export function Doctor() {
  return (
    <LateTexts>
      <Findings />
    </LateTexts>
  );
}
