import { useList } from '../../api/list.js';
import { useT } from '../../i18n/t.js';
import { sentenceFor } from '../../ui/audit-sentence.js';
import { Button } from '../../ui/button.js';
import { LateTexts } from '../../ui/late-texts.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { Time } from '../../ui/time.js';

function Rows({ pin }: { readonly pin: string }) {
  const t = useT();
  const object = `persons/${pin}`;
  const { rows, error, isLoading, hasMore, more, retry } = useList('audit', 'GET /audit', { object });
  if (isLoading) return <Loading />;
  if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
  if (rows.length === 0) return <Empty icon="shield" text={t('audit.none')} />;
  return (
    <>
      <ul className="person-list">
        {rows.map((row) => (
          <li key={row.seq} className="row person-line">
            <Time at={row.at} />
            <PageLink to="/audit" search={{ object, row: String(row.seq) }}>
              <bdi>{sentenceFor(t, row)}</bdi>
            </PageLink>
          </li>
        ))}
      </ul>
      {hasMore && <Button onPress={more}>{t('levels.moreMembers')}</Button>}
    </>
  );
}

/** Who has changed what of the person, the newest first; each leads to all of it. */
export const History = ({ pin }: { readonly pin: string }) => (
  <LateTexts>
    <Rows pin={pin} />
  </LateTexts>
);
