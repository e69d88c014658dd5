import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { usePreferences } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Checkbox } from '../../ui/fields.js';
import { tellError } from '../../ui/told.js';

/** For the operator alone, whoever else signs in. */
export function SoundSettings() {
  const t = useT();
  const client = useQueryClient();
  const { sounds = true } = usePreferences();
  const prefer = useMutation({
    mutationFn: (isOn: boolean) => call('PATCH /session/preferences', { body: { sounds: isOn } }),
    onSuccess: (session) => client.setQueryData(['session'], session),
    onError: tellError(t),
  });
  return (
    <section className="settings-group" aria-label={t('settings.sounds')}>
      <h2>{t('settings.sounds')}</h2>
      <Checkbox isSelected={sounds} onChange={(isOn) => prefer.mutate(isOn)}>
        {t('settings.soundsOn')}
      </Checkbox>
      <p className="hint">{t('settings.soundsHint')}</p>
    </section>
  );
}
