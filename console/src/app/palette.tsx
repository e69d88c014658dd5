import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { Autocomplete, Input, ListBox, ListBoxItem, SearchField } from 'react-aria-components';
import { call, type Answer } from '../api/call.js';
import { useSession } from '../api/session.js';
import { useT } from '../i18n/t.js';
import { Dialog } from '../ui/dialog.js';
import { Icon, type IconName } from '../ui/icon.js';
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
}

function useEntries(q: string): Entry[] {
  const t = useT();
  const session = useSession();
  const wanted = useDeferredValue(q.trim());
  const found = useQuery({
    queryKey: ['search', wanted],
    queryFn: ({ signal }) => look(wanted, signal),
    enabled: wanted.length > 1,
    retry: false,
  });
  const pages = menuOf(session)
    .map(
      ({ path, title, menu }) =>
        ({ id: path, path, name: t(title), sub: t('app.page'), icon: menu?.icon ?? 'list' }) as const,
    )
    .filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()));
  const things = (found.data ?? []).map(({ kind, id, title, sub }) => ({
    id: `${kind} ${title} ${id}`,
    path: pageOf[kind](id),
    name: title,
    sub: [t(`app.kind-${kind}`), sub ?? ''].filter((part) => part !== '').join(' · '),
    icon: 'search' as const,
  }));
  return [...pages, ...things];
}

/** Ctrl-K: to any page, person, card, door, device or level by some letters. */
export function Palette({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const t = useT();
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
  const go = (path: string) => {
    onClose();
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
        onAction={(id) => go(entries.find((entry) => entry.id === id)?.path ?? '/')}
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
