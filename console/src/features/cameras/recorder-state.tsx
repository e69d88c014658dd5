import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import type { Column } from '../../ui/column.js';
import { textOf, type Values } from '../../ui/records/field.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { tellError } from '../../ui/told.js';

const stateOf = ({ online }: Values) => (typeof online === 'boolean' ? (online ? 'online' : 'offline') : 'unknown');

export function useStateColumn(): Column<Values> {
  const t = useT();
  return {
    key: 'online',
    title: t('cameras.state'),
    width: 120,
    cell: (row) => <span className={row.online === true ? '' : 'muted'}>{t(`cameras.state-${stateOf(row)}`)}</span>,
  };
}

/** Whether a recorder answers, and the button that asks it for its channels. */
export function RecorderState({ row }: { readonly row: Values }) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const discovering = useMutation({
    mutationFn: () => call('POST /recorders/{id}/discover', { path: { id: textOf(row.id) } }),
    onSuccess: ({ channels, added }) => {
      toast('good', t('cameras.discovered', { channels, added }));
      void client.invalidateQueries();
    },
    onError: tellError(t),
  });
  const since = textOf(row.onlineSince);
  return (
    <div className="stack">
      <p>
        {t(`cameras.state-${stateOf(row)}`)} {since !== '' && <Time at={since} />}
        {textOf(row.fault) !== '' && <bdi className="muted"> · {textOf(row.fault)}</bdi>}
      </p>
      {may('device') && (
        <div className="row">
          <Button isPending={discovering.isPending} onPress={() => discovering.mutate()}>
            {t('cameras.discover')}
          </Button>
        </div>
      )}
    </div>
  );
}
