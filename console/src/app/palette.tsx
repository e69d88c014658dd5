import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useState } from 'react';
import { Autocomplete, Input, ListBox, ListBoxItem, SearchField } from 'react-aria-components';
import { call, type Answer } from '../api/call.js';
import { useMay, useSession } from '../api/session.js';
import { useT } from '../i18n/t.js';
import { askFor, cameTo } from '../ui/asked.js';
import { Dialog } from '../ui/dialog.js';
import { Icon, type IconName } from '../ui/icon.js';
import { acts } from './palette-acts.js';
import { menuOf } from './pages.js';

type Found = Answer<'GET /search'>['items'][number];

/** The page of each kind of thing that `GET /search` finds. */
const pageOf: Readonly<Record<Found['kind'], (id: string) => string>> = {
  person: (id) => `/people/${encodeURIComponent(id)}`,
  card: (id) => `/people/${encodeURIComponent(id)}`,
  door: (id) => `/doors?door=${encodeURIComponent(id)}`,
  device: (id) => `/devices/${encodeURIComponent(id)}`,
  level: (id) => `/levels?level=${encodeURIComponent(id)}`,
};

async function look(q: string, signal: AbortSignal): Promise<readonly Found[]> {
  return (await call('GET /search', { query: { q, limit: 20 }, signal })).items;
}

interface Entry {
  /** A person and their card lead to the same page. */
  readonly id: string;
  readonly path: string;
  readonly name: string;
  readonly sub: string;
  readonly icon: IconName;
  /** What is done on that page. */
  readonly ask?: string | undefined;
}

function useEntries(q: string): Entry[] {
  const t = useT();
  const may = useMay();
  const session = useSession();
  const wanted = useDeferredValue(q.trim());
  const found = useQuery({
    queryKey: ['search', wanted],
    queryFn: ({ signal }) => look(wanted, signal),
    enabled: wanted.length > 1,
    retry: false,
  });
  const isWanted = ({ name }: Entry) => name.toLowerCase().includes(wanted.toLowerCase());
  const pages = menuOf(session).map(({ path, title, menu }): Entry => ({
    id: path,
    path,
    name: t(title),
    sub: t('app.page'),
    icon: menu?.icon ?? 'list',
  }));
  const done = { sub: t('app.act'), icon: 'right' } as const;
  const general = acts
    .filter(({ permission }) => may(permission))
    .map(({ name, path, ask }): Entry => ({ ...done, id: name, path, name: t(name), ask }));
  const things = (found.data ?? []).flatMap(({ kind, id, title, sub }): Entry[] => {
    const thing = {
      id: `${kind} ${title} ${id}`,
      path: pageOf[kind](id),
      name: title,
      sub: [t(`app.kind-${kind}`), sub ?? ''].filter((part) => part !== '').join(' · '),
      icon: 'search',
    } as const;
    if (kind !== 'door' || !may('door.open')) return [thing];
    // Behind the door itself: whoever presses Enter at once looks at it, and opens nothing.
    const name = t('app.openDoor', { name: title });
    return [thing, { ...done, id: `open ${id}`, path: thing.path, name, ask: `open ${id}` }];
  });
  return [...[...pages, ...general].filter(isWanted), ...things];
}

/** Ctrl-K: to any page, person, card, door, device or level by some letters, and what can be begun from anywhere. */
export function Palette({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const t = useT();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => cameTo(path), [path]);
  return (
    <Dialog title={t('app.find')} isOpen={isOpen} onClose={onClose}>
      {isOpen && <Search onClose={onClose} />}
    </Dialog>
  );
}

function Search({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const [q, setQ] = useState('');
  const entries = useEntries(q);
  const go = ({ path, ask }: Entry) => {
    onClose();
    if (ask !== undefined) askFor(ask, path.split('?')[0] ?? path);
    void navigate({ href: `/console${path}` });
  };
  return (
    <Autocomplete inputValue={q} onInputChange={setQ}>
      <SearchField aria-label={t('app.find')} autoFocus className="find">
        <Icon name="search" />
        <Input className="input" placeholder={t('app.findHint')} />
      </SearchField>
      <ListBox
        aria-label={t('app.found')}
        items={entries}
        className="options"
        onAction={(id) => {
          const entry = entries.find((one) => one.id === id);
          if (entry) go(entry);
        }}
        renderEmptyState={() => <p className="muted">{t('ui.nothingFound')}</p>}
      >
        {({ id, name, sub, icon }) => (
          <ListBoxItem id={id} textValue={name} className="option">
            <Icon name={icon} />
            <bdi className="grow">{name}</bdi>
            <bdi className="muted small">{sub}</bdi>
          </ListBoxItem>
        )}
      </ListBox>
    </Autocomplete>
  );
}
