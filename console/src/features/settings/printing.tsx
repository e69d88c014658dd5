import { useState } from 'react';
import { useT } from '../../i18n/t.js';
import { Checkbox, Select } from '../../ui/fields.js';
import { Group } from './group.js';
import type { Settings } from './queries.js';

type Size = Settings['badge']['size'];

const sizes: readonly Size[] = ['62x100', '54x86', 'a6'];
const sizeName: Readonly<Record<Size, string>> = { '62x100': '62 × 100 mm', '54x86': '54 × 86 mm', a6: 'A6' };

/** What is printed for visitors at the desk. */
export function PrintingSettings({ settings: { badge } }: { readonly settings: Settings }) {
  const t = useT();
  const [size, setSize] = useState<Size>(badge.size);
  const read = (values: FormData) => ({ badge: { size, photo: values.has('photo'), qr: values.has('qr') } });
  return (
    <Group title={t('settings.printing')} read={read}>
      <Select
        label={t('settings.badgeSize')}
        hint={t('settings.badgeSizeHint')}
        options={sizes.map((id) => ({ id, name: sizeName[id] }))}
        value={size}
        onChange={setSize}
      />
      <Checkbox name="photo" defaultSelected={badge.photo}>
        {t('settings.badgePhoto')}
      </Checkbox>
      <Checkbox name="qr" defaultSelected={badge.qr}>
        {t('settings.badgeQr')}
      </Checkbox>
    </Group>
  );
}
