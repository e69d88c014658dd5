import { useEffect, useState } from 'react';
import { call, whenConfirmWanted } from '../api/call.js';
import { isProblem, Problem } from '../api/problem.js';
import { useT } from '../i18n/t.js';
import { Dialog } from '../ui/dialog.js';
import { TextField } from '../ui/fields.js';
import { exactTextIn, Form } from '../ui/form.js';

interface Asked {
  readonly answer: Promise<boolean>;
  readonly tell: (isGiven: boolean) => void;
}

function newQuestion(): Asked {
  let tell: Asked['tell'] = () => undefined;
  const answer = new Promise<boolean>((resolve) => {
    tell = resolve;
  });
  return { answer, tell };
}

/** Opens where the gateway wants the password again, for whichever call; all calls that wait get one answer. */
export function ConfirmPassword() {
  const t = useT();
  const [asked, setAsked] = useState<Asked | null>(null);
  useEffect(() => {
    let open: Asked | null = null;
    whenConfirmWanted(() => {
      open ??= newQuestion();
      const { answer } = open;
      setAsked(open);
      return answer.finally(() => {
        open = null;
      });
    });
    return () => {
      open?.tell(false);
      whenConfirmWanted(() => Promise.resolve(false));
    };
  }, []);
  const close = (isGiven: boolean) => {
    asked?.tell(isGiven);
    setAsked(null);
  };
  const confirm = async (values: FormData) => {
    try {
      await call('POST /session/confirm', { body: { password: exactTextIn(values, 'password') } });
    } catch (error) {
      if (!isProblem(error, 'unauthorized')) throw error;
      throw new Problem(400, 'invalid', '', [{ field: 'password', message: t('app.confirmWrong') }]);
    }
    close(true);
  };
  return (
    <Dialog title={t('app.confirm')} isOpen={asked !== null} onClose={() => close(false)}>
      <p>{t('app.confirmWhy')}</p>
      <Form onSubmit={confirm} submit={t('app.confirmAct')} onCancel={() => close(false)}>
        <TextField
          name="password"
          label={t('app.password')}
          type="password"
          autoComplete="current-password"
          isRequired
          autoFocus
        />
      </Form>
    </Dialog>
  );
}
