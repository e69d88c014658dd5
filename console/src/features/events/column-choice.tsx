import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { usePreferences } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import type { Column } from '../../ui/column.js';
import { Menu } from '../../ui/menu.js';
import { tellError } from '../../ui/told.js';

const usual: readonly string[] = ['time', 'what', 'door', 'person', 'by', 'device'];

/** The columns that the operator wants to see. Of a choice that names none of them nothing is left, so the usual ones are. */
export function useChosen<Row>(all: readonly Column<Row>[]): readonly Column<Row>[] {
  const { columns } = usePreferences();
  const chosen = all.filter(({ key }) => columns?.events?.includes(key));
  return chosen.length > 0 ? chosen : all.filter(({ key }) => usual.includes(key));
}

interface ChoiceProps {
  readonly all: readonly Pick<Column<never>, 'key' | 'title'>[];
  readonly chosen: readonly Pick<Column<never>, 'key'>[];
}

/** Kept with the operator: whichever browser they use, and for nobody else. */
export function ColumnChoice({ all, chosen }: ChoiceProps) {
  const t = useT();
  const client = useQueryClient();
  const { columns } = usePreferences();
  const prefer = useMutation({
    mutationFn: (events: string[]) => call('PATCH /session/preferences', { body: { columns: { ...columns, events } } }),
    onSuccess: (session) => client.setQueryData(['session'], session),
    onError: tellError(t),
  });
  const keys = chosen.map(({ key }) => key);
  const turned = (key: string) => all.map((one) => one.key).filter((one) => (one === key) !== keys.includes(one));
  const actions = all.map(({ key, title }) => ({
    id: key,
    name: title,
    isChosen: keys.includes(key),
    onAction: () => {
      const next = turned(key);
      if (next.length > 0) prefer.mutate(next);
    },
  }));
  return (
    <Menu label={t('events.columns')} groups={[{ actions }]}>
      <Button>{t('events.columns')}</Button>
    </Menu>
  );
}
