import { useQueryClient } from '@tanstack/react-query';
import { fileFrom } from '../../api/call.js';
import { Problem } from '../../api/problem.js';
import { useT } from '../../i18n/t.js';
import { TextField } from '../../ui/fields.js';
import { exactTextIn, Form } from '../../ui/form.js';
import { saveFile } from '../../ui/save-text.js';
import { toast } from '../../ui/toast.js';

/** A backup for the computer that one sits at, sealed with a passphrase. */
export function MakeBackup() {
  const t = useT();
  const client = useQueryClient();
  const make = async (values: FormData) => {
    const passphrase = exactTextIn(values, 'passphrase');
    if (exactTextIn(values, 'again') !== passphrase) {
      throw new Problem(400, 'invalid', '', [{ field: 'again', message: t('backup.notAlike') }]);
    }
    const { name, content } = await fileFrom('POST', '/backups', { body: { passphrase } });
    saveFile(name, content);
    toast('good', t('backup.made', { name }));
    await client.invalidateQueries({ queryKey: ['backup'] });
  };
  return (
    <section aria-label={t('backup.make')}>
      <h2>{t('backup.make')}</h2>
      <p className="muted">{t('backup.makeText')}</p>
      <Form onSubmit={make} submit={t('backup.makeAct')}>
        <TextField
          name="passphrase"
          type="password"
          label={t('backup.passphrase')}
          hint={t('backup.passphraseHint')}
          autoComplete="new-password"
          minLength={12}
          isRequired
        />
        <TextField name="again" type="password" label={t('backup.again')} autoComplete="new-password" isRequired />
      </Form>
    </section>
  );
}
