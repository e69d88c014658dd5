import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { useMay, useSession } from '../api/session.js';
import { useT } from '../i18n/t.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import type { PageDefinition } from '../ui/page.js';
import { AlarmCount, AlarmSound, SilentHint } from './alarm-count.js';
import { useKeys } from './keys.js';
import { KeyList } from './key-list.js';
import { LiveDot, LiveStrip } from './live-dot.js';
import { OperatorMenu } from './operator-menu.js';
import type { Open } from './open.js';
import { Palette } from './palette.js';
import { groups, menuOf } from './pages.js';
import './shell.css';

function MenuLink({ page, onPress }: { readonly page: PageDefinition; readonly onPress?: () => void }) {
  const t = useT();
  const { menu, path, title } = page;
  return (
    <Link to={path} className="menu-link" activeOptions={{ exact: path === '/' }} onClick={onPress}>
      {menu && <Icon name={menu.icon} />}
      <span>{t(title)}</span>
      {path === '/alarms' && <AlarmCount />}
    </Link>
  );
}

function Sidebar({ onPress }: { readonly onPress: () => void }) {
  const t = useT();
  const entries = menuOf(useSession());
  return (
    <nav aria-label={t('app.menu')} className="sidebar-groups">
      {groups.map((group) => {
        const own = entries.filter(({ menu }) => menu?.group === group);
        if (own.length === 0) return null;
        return (
          <section key={group} aria-label={t(`app.group-${group}`)}>
            <p className="group-title" aria-hidden="true">
              {t(`app.group-${group}`)}
            </p>
            <ul>
              {own.map((page) => (
                <li key={page.path}>
                  <MenuLink page={page} onPress={onPress} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}

function BottomBar({ onMore }: { readonly onMore: () => void }) {
  const t = useT();
  const own = menuOf(useSession()).filter(({ menu }) => menu?.isOnPhone);
  return (
    <nav aria-label={t('app.phoneMenu')} className="bottom-bar no-print">
      {own.slice(0, 4).map((page) => (
        <MenuLink key={page.path} page={page} />
      ))}
      <button type="button" className="menu-link" onClick={onMore}>
        <Icon name="more" />
        <span>{t('app.more')}</span>
      </button>
    </nav>
  );
}

export function Shell({ children }: { readonly children: ReactNode }) {
  const t = useT();
  const { site } = useSession();
  const may = useMay();
  const [isDrawn, setDrawn] = useState(false);
  const [open, setOpen] = useState<Open>(null);
  useKeys(setOpen);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => setDrawn(false), [path]);
  const siteName = site.name === '' ? 'Postern' : site.name;

  return (
    <div className={`shell${isDrawn ? ' drawn' : ''}`}>
      <a className="skip" href="#page">
        {t('app.skip')}
      </a>
      <div
        className="sidebar no-print"
        onKeyDown={(event) => {
          if (event.key === 'Escape') setDrawn(false);
        }}
      >
        <Sidebar onPress={() => setDrawn(false)} />
      </div>
      {isDrawn && (
        <button type="button" className="drawer-shade" aria-label={t('ui.close')} onClick={() => setDrawn(false)} />
      )}
      <header className="top no-print">
        <span className="drawer-button">
          <Button kind="quiet" aria-label={t('app.menu')} aria-expanded={isDrawn} onPress={() => setDrawn(!isDrawn)}>
            <Icon name="menu" />
          </Button>
        </span>
        <strong className="site">{siteName}</strong>
        <Button kind="plain" onPress={() => setOpen('palette')}>
          <Icon name="search" size={16} />
          <span className="phone-unseen">{t('app.find')}</span>
          <kbd className="wide-only">Ctrl K</kbd>
        </Button>
        <span className="grow" />
        {may('watch') && <SilentHint />}
        <LiveDot />
        <OperatorMenu onKeys={() => setOpen('keys')} />
      </header>
      <main id="page" className="page" tabIndex={-1}>
        <LiveStrip />
        {children}
      </main>
      <BottomBar onMore={() => setDrawn(true)} />
      {may('watch') && <AlarmSound />}
      <Palette isOpen={open === 'palette'} onClose={() => setOpen(null)} />
      <KeyList isOpen={open === 'keys'} onClose={() => setOpen(null)} />
    </div>
  );
}
