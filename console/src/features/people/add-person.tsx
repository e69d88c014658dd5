import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { useDepartments, useLevels } from '../../api/choices.js';
import { useT } from '../../i18n/t.js';
import { Dialog } from '../../ui/dialog.js';
import { ComboBox, TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { useGo } from '../../ui/page-hooks.js';

interface AddPersonProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The few things that a new person needs; all else stands on the page that opens next. */
export function AddPerson({ isOpen, onClose }: AddPersonProps) {
  const t = useT();
  const go = useGo();
  const client = useQueryClient();
  const departments = useDepartments();
  const levels = useLevels();

  const add = async (values: FormData) => {
    const deptCode = textIn(values, 'deptCode');
    const levelId = textIn(values, 'levelId');
    const { pin } = await call('POST /persons', {
      body: {
        pin: textIn(values, 'pin'),
        name: textIn(values, 'name'),
        lastName: textIn(values, 'lastName'),
        cardNo: textIn(values, 'cardNo'),
        ...(deptCode === '' ? {} : { deptCode }),
        ...(levelId === '' ? {} : { accLevelIds: [levelId] }),
      },
    });
    await client.invalidateQueries({ queryKey: ['persons'] });
    onClose();
    go(`/people/${encodeURIComponent(pin)}`);
  };

  return (
    <Dialog title={t('people.add')} isOpen={isOpen} onClose={onClose}>
      <Form onSubmit={add} submit={t('people.add')} onCancel={onClose}>
        <TextField name="pin" label={t('people.pin')} hint={t('people.pinHint')} isRequired autoFocus />
        <TextField name="name" label={t('people.firstName')} />
        <TextField name="lastName" label={t('people.lastName')} />
        <TextField name="cardNo" label={t('people.card')} hint={t('people.cardHint')} inputMode="numeric" />
        <ComboBox
          name="deptCode"
          label={t('people.department')}
          options={departments.map(({ code, name }) => ({ id: code, name }))}
        />
        <ComboBox name="levelId" label={t('people.level')} options={levels} />
      </Form>
    </Dialog>
  );
}
