import { useSession } from '../api/session.js';
import { useT } from '../i18n/t.js';
import { Dialog } from '../ui/dialog.js';
import { pageLetters } from '../ui/page-letters.js';
import { menuOf } from './pages.js';

interface KeyListProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function KeyList({ isOpen, onClose }: KeyListProps) {
  const t = useT();
  const pages = menuOf(useSession()).filter(({ menu }) => menu?.key !== undefined);
  const rows: [keys: string, what: string][] = [
    ['Ctrl K', t('app.key-find')],
    ['/', t('app.key-filter')],
    ['↑ ↓', t('app.key-arrows')],
    ['Enter', t('app.key-enter')],
    ['Esc', t('app.key-escape')],
    ['?', t('app.keyList')],
    ...pageLetters().map(({ letter, name }): [string, string] => [letter.toUpperCase(), name]),
    ...pages.map(({ menu, title }): [string, string] => [`g ${menu?.key ?? ''}`, t(title)]),
  ];
  return (
    <Dialog title={t('app.keyList')} isOpen={isOpen} onClose={onClose}>
      <dl className="facts">
        {rows.map(([keys, what]) => (
          <div key={keys} style={{ display: 'contents' }}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
