import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, type Body } from '../api/call.js';
import { usePreferences, useSession } from '../api/session.js';
import { languageNames, languages } from '../i18n/locale.js';
import { useLanguage, useT } from '../i18n/t.js';
import { Button } from '../ui/button.js';
import { Icon } from '../ui/icon.js';
import { Menu, type MenuGroup } from '../ui/menu.js';
import { sessionKey, useSignOut } from './session-key.js';
import { areKeysOn, switchKeys } from './keys.js';

const themes = ['system', 'light', 'dark'] as const;
const densities = ['compact', 'cosy'] as const;

/** What an operator chooses for itself, and the way out. */
export function OperatorMenu({ onKeys }: { readonly onKeys: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const language = useLanguage();
  const { operator } = useSession();
  const { theme = 'system', density = 'compact' } = usePreferences();
  const { mutate: prefer } = useMutation({
    mutationFn: (body: Body<'PATCH /session/preferences'>) => call('PATCH /session/preferences', { body }),
    onSuccess: (session) => client.setQueryData(sessionKey, session),
  });
  const signOut = useSignOut();
  const groups: MenuGroup[] = [
    {
      title: t('app.theme'),
      actions: themes.map((id) => ({
        id,
        name: t(`app.theme-${id}`),
        isChosen: theme === id,
        onAction: () => prefer({ theme: id }),
      })),
    },
    {
      title: t('app.density'),
      actions: densities.map((id) => ({
        id,
        name: t(`app.density-${id}`),
        isChosen: density === id,
        onAction: () => prefer({ density: id }),
      })),
    },
    {
      title: t('app.language'),
      actions: languages.map((id) => ({
        id,
        name: languageNames[id],
        isChosen: language === id,
        onAction: () => prefer({ locale: id }),
      })),
    },
    {
      title: t('app.keys'),
      actions: [
        { id: 'keys', name: t('app.keyList'), onAction: onKeys },
        { id: 'letters', name: t('app.letterKeys'), isChosen: areKeysOn(), onAction: switchKeys },
      ],
    },
    {
      title: operator.name,
      actions: [{ id: 'out', name: t('app.signOut'), icon: 'out', onAction: signOut }],
    },
  ];
  return (
    <Menu label={t('app.operatorMenu')} groups={groups}>
      <Button kind="quiet">
        <span className="unseen">{t('app.operatorMenu')}</span>
        <Icon name="person" />
        <bdi className="wide-only">{operator.name}</bdi>
        <Icon name="down" size={14} />
      </Button>
    </Menu>
  );
}
