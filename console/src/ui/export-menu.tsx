import { useState } from 'react';
import { addressOf } from '../api/call.js';
import { useMay } from '../api/session.js';
import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import { Icon } from './icon.js';
import { Menu } from './menu.js';
import { usePageLetters } from './page-letters.js';

const formats = ['csv', 'xlsx'] as const;

/** What says which page of a list is shown: an export has all of them. */
const ofPages = new Set(['limit', 'cursor', 'count', 'before', 'after', 'order']);

/** The browser itself keeps the file: however long it is, none of it is in the memory of the page. */
function download(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}

interface ExportMenuProps {
  readonly table: 'events' | 'persons' | 'visits' | 'audit' | 'commands' | 'inside' | 'alarms' | 'attendance';
  /** Filters of the list as it is shown. */
  readonly query: Readonly<Record<string, unknown>>;
  /** The key that opens it. */
  readonly letter?: string;
}

/** A list as a file, with the filters that are on; nothing for those who may not. */
export function ExportMenu({ table, query, letter }: ExportMenuProps) {
  const t = useT();
  const isAllowed = useMay()(table === 'visits' ? 'export.visit' : 'export');
  const [isOpen, setOpen] = useState(false);
  const hasLetter = isAllowed && letter !== undefined;
  usePageLetters(hasLetter ? [{ letter, name: t('ui.export'), act: () => setOpen(true) }] : []);
  if (!isAllowed) return null;
  const filters = Object.fromEntries(Object.entries(query).filter(([name]) => !ofPages.has(name)));
  const actions = formats.map((format) => ({
    id: format,
    name: t(`ui.export-${format}`),
    onAction: () => download(addressOf(`/exports/${table}.${format}`, filters)),
  }));
  return (
    <Menu label={t('ui.export')} groups={[{ actions }]} isOpen={isOpen} onOpenChange={setOpen}>
      <Button>
        <Icon name="save" size={16} />
        {t('ui.export')}
      </Button>
    </Menu>
  );
}
