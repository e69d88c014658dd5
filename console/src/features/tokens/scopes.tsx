import { useT } from '../../i18n/t.js';
import { Select, TextField } from '../../ui/fields.js';

const reaches = ['facade', 'some', 'admin'] as const;
export type Reach = (typeof reaches)[number];

/** The words of a field, apart by blanks or commas. */
export const wordsIn = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '');

interface ScopesProps {
  readonly reach: Reach;
  readonly onReach: (reach: Reach) => void;
}

/** What a token opens: all calls of the facade, some resources of it, or everything. */
export function Scopes({ reach, onReach }: ScopesProps) {
  const t = useT();
  return (
    <>
      <Select
        label={t('tokens.scopes')}
        options={reaches.map((id) => ({ id, name: t(`tokens.reach-${id}`) }))}
        value={reach}
        onChange={onReach}
      />
      {reach === 'some' && (
        <TextField name="scopes" label={t('tokens.resources')} hint={t('tokens.resourcesHint')} isRequired />
      )}
    </>
  );
}
