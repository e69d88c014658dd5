import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { textOf, type Values } from '../../ui/records/field.js';
import { useAct } from '../../ui/use-act.js';

/** A reservation that is not over is cancelled, or ended now. */
export function Ends({ row }: { readonly row: Values }) {
  const t = useT();
  const may = useMay();
  const { act, isPending } = useAct();
  const path = { id: textOf(row.id) };
  const isAhead = row.status === 0 || row.status === 1;
  return (
    <div className="row">
      <strong>{t.loose(`rooms.status-${textOf(row.status)}`, '')}</strong>
      {row.released === true && <span className="muted">{t('rooms.released')}</span>}
      {isAhead && may('visit') && (
        <>
          <Button
            isPending={isPending}
            onPress={() => act(() => call('POST /space-reservations/{id}/cancel', { path }), t('rooms.cancelled'))}
          >
            {t('rooms.cancel')}
          </Button>
          {row.status === 1 && (
            <Button
              isPending={isPending}
              onPress={() => act(() => call('POST /space-reservations/{id}/finish', { path }), t('rooms.finished'))}
            >
              {t('rooms.finish')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
