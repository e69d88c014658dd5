import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type ItemOf } from '../api/call.js';
import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import { Checkbox, TextField } from './fields.js';
import { Form, textIn } from './form.js';
import { Icon } from './icon.js';
import { Menu, type MenuGroup } from './menu.js';
import { tellError } from './told.js';

type View = ItemOf<'GET /views'>;
type Filters = Readonly<Record<string, string>>;

interface SavedViewsProps {
  readonly page: string;
  /** What stands in the address, without what is open. */
  readonly filters: Filters;
  readonly onChoose: (filters: Filters) => void;
}

/** The types say no more of it than that it is an object. */
const filtersIn = ({ query }: View): Filters =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));

const same = (one: Filters, other: Filters) => {
  const text = (filters: Filters) => JSON.stringify(Object.entries(filters).sort());
  return text(one) === text(other);
};

/** Filters under a name: one's own, and those that others share. */
export function SavedViews({ page, filters, onChoose }: SavedViewsProps) {
  const t = useT();
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const { data } = useQuery({
    queryKey: ['views', page],
    queryFn: ({ signal }) => call('GET /views', { query: { page, sort: 'name', limit: 400 }, signal }),
  });
  const refresh = () => client.invalidateQueries({ queryKey: ['views', page] });
  const remove = useMutation({
    mutationFn: ({ id }: View) => call('DELETE /views/{id}', { path: { id } }),
    onSuccess: refresh,
    onError: tellError(t),
  });
  const save = async (values: FormData) => {
    const shared = values.get('shared') !== null;
    await call('POST /views', { body: { page, name: textIn(values, 'name'), query: { ...filters }, shared } });
    await refresh();
    setAsked(false);
  };

  const views = data?.items ?? [];
  const chosen = views.filter((view) => same(filtersIn(view), filters));
  const groups: readonly MenuGroup[] = [
    {
      actions: views.map((view) => ({
        id: view.id,
        name: view.name,
        isChosen: chosen.includes(view),
        onAction: () => onChoose(filtersIn(view)),
      })),
    },
    {
      actions: [
        { id: 'save…', name: t('ui.viewSave'), icon: 'plus', onAction: () => setAsked(true) },
        ...chosen
          .filter(({ own }) => own)
          .map((view) => ({
            id: `${view.id}…`,
            name: t('ui.viewRemove', { name: view.name }),
            icon: 'bin' as const,
            onAction: () => remove.mutate(view),
          })),
      ],
    },
  ].filter(({ actions }) => actions.length > 0) as readonly MenuGroup[];
  return (
    <>
      <Menu label={t('ui.views')} groups={groups}>
        <Button>
          <Icon name="list" size={16} />
          {t('ui.views')}
        </Button>
      </Menu>
      <Dialog title={t('ui.viewSave')} isOpen={isAsked} onClose={() => setAsked(false)}>
        <Form onSubmit={save} submit={t('ui.save')} onCancel={() => setAsked(false)}>
          <TextField name="name" label={t('ui.viewName')} isRequired autoFocus />
          <Checkbox name="shared">{t('ui.viewShared')}</Checkbox>
        </Form>
      </Dialog>
    </>
  );
}
