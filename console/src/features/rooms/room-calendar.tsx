import { useState } from 'react';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { textOf, type Values } from '../../ui/records/field.js';
import { ShownOnce } from '../../ui/shown-once.js';
import { useAct } from '../../ui/use-act.js';

/** The address at which calendar programs read a room. */
export function RoomCalendar({ row }: { readonly row: Values }) {
  const t = useT();
  const may = useMay();
  const { act, isPending } = useAct();
  const [address, setAddress] = useState<string | null>(null);
  const path = { id: textOf(row.id) };
  if (!may('level')) return null;
  const make = async () => {
    const made = await call('POST /spaces/{id}/calendar', { path });
    setAddress(new URL(made.path, window.location.origin).href);
  };
  const end = async () => {
    await call('DELETE /spaces/{id}/calendar', { path });
    setAddress(null);
  };
  return (
    <section className="stack" aria-label={t('rooms.calendar')}>
      <h2>{t('rooms.calendar')}</h2>
      <p className="muted small">{t('rooms.calendarHow')}</p>
      {address !== null && <ShownOnce text={address} />}
      <div className="row">
        <Button isPending={isPending} onPress={() => act(make, t('rooms.calendar'))}>
          {t('rooms.calendar')}
        </Button>
        {row.hasCalendar === true && (
          <Button isPending={isPending} onPress={() => act(end, t('rooms.calendarEnded'))}>
            {t('rooms.calendarOff')}
          </Button>
        )}
      </div>
    </section>
  );
}
