import { useList } from '../../api/list.js';
import { useT } from '../../i18n/t.js';
import { commandColumns } from '../../ui/command-columns.js';
import { Grid } from '../../ui/grid.js';
import { LateTexts } from '../../ui/late-texts.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';

function Commands({ sn }: { readonly sn: string }) {
  const t = useT();
  const { rows, error, isLoading, hasMore, more, retry } = useList('commands', 'GET /commands', { sn });
  if (isLoading) return <Loading />;
  if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
  if (rows.length === 0) return <Empty icon="list" text={t('device.noCommands')} />;
  return (
    <Grid
      label={t('device.tab-commands')}
      columns={commandColumns(t)}
      rows={rows}
      keyOf={({ id }) => String(id)}
      hasMore={hasMore}
      onMore={more}
    />
  );
}

/** What was asked of the device, newest first, with what it answered. */
export const CommandsTab = (props: { readonly sn: string }) => (
  <LateTexts>
    <Commands {...props} />
  </LateTexts>
);
