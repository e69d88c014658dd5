import { useEffect, useState, type ReactNode } from 'react';
import { Input, SearchField } from 'react-aria-components';
import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import { Icon } from './icon.js';
import { Menu, type MenuGroup } from './menu.js';
import './filter-bar.css';

/** A filter that is on: `state: offline`. */
export interface Token {
  readonly id: string;
  readonly text: string;
  readonly onRemove: () => void;
}

interface FilterBarProps {
  /** The text that is looked for; undefined where the list has no `q`. */
  readonly text?: string | undefined;
  readonly onText?: (text: string | undefined) => void;
  readonly tokens?: readonly Token[];
  /** Filters that may be added. */
  readonly choices?: readonly MenuGroup[];
  readonly total?: number | undefined;
  /** Buttons at the end of the bar. */
  readonly children?: ReactNode;
}

/** Typing is not sent letter by letter. */
const typingMs = 250;

/** What a list is filtered by, all of which stands in the address. `/` leads into the field. */
export function FilterBar({ text = '', onText, tokens = [], choices = [], total, children }: FilterBarProps) {
  const t = useT();
  const [typed, setTyped] = useState(text);
  const [sent, setSent] = useState(text);
  if (text !== sent) {
    setSent(text);
    setTyped(text);
  }
  useEffect(() => {
    if (typed === sent) return undefined;
    const timer = setTimeout(() => {
      setSent(typed);
      onText?.(typed === '' ? undefined : typed);
    }, typingMs);
    return () => clearTimeout(timer);
  }, [typed, sent, onText]);

  return (
    <div className="filter-bar no-print" role="search">
      {onText && (
        <SearchField aria-label={t('ui.find')} value={typed} onChange={setTyped} className="find">
          <Icon name="search" />
          <Input className="input" placeholder={t('ui.find')} data-find="" />
        </SearchField>
      )}
      {tokens.map(({ id, text: name, onRemove }) => (
        <span key={id} className="token">
          {name}
          <Button kind="quiet" onPress={onRemove} aria-label={t('ui.removeFilter', { name })}>
            <Icon name="close" size={14} />
          </Button>
        </span>
      ))}
      {choices.length > 0 && (
        <Menu label={t('ui.filter')} groups={choices}>
          <Button>
            <Icon name="plus" size={16} />
            {t('ui.filter')}
          </Button>
        </Menu>
      )}
      {total !== undefined && (
        <span className="muted" role="status">
          {t('ui.found', { count: total })}
        </span>
      )}
      <span className="grow" />
      {children}
    </div>
  );
}
