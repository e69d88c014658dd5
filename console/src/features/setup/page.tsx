import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, type SyntheticEvent } from 'react';
import { call, type Answer } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { EndedSimulators } from '../../ui/ended-simulators.js';
import { Icon } from '../../ui/icon.js';
import { useGo, usePageSearch } from '../../ui/page-hooks.js';
import { Waiting } from '../../ui/waiting.js';
import { ApproveStep } from './approve-step.js';
import { ConnectStep } from './connect-step.js';
import { DoorsStep } from './doors-step.js';
import { PersonStep } from './person-step.js';
import { useSetup } from './queries.js';
import { setupPage } from './route.js';
import { SiteStep } from './site-step.js';
import { steps, type Step } from './steps.js';
import { TestStep } from './test-step.js';
import './setup.css';

type Setup = Answer<'GET /setup'>;

const isDone = (setup: Setup, step: Step) => setup.steps.some((one) => one.step === step && one.done);

/** Where it was left: the first that is not done. */
const nextOf = (setup: Setup): Step => steps.find((step) => !isDone(setup, step)) ?? 'person';

interface StepsProps {
  readonly setup: Setup;
  readonly chosen: Step;
  readonly onChoose: (step: Step) => void;
}

function Steps({ setup, chosen, onChoose }: StepsProps) {
  const t = useT();
  return (
    <nav aria-label={t('setup.steps')} className="no-print">
      <ol className="setup-steps">
        {steps.map((step, at) => (
          <li key={step} aria-current={step === chosen ? 'step' : undefined}>
            <Button kind={step === chosen ? 'main' : 'quiet'} onPress={() => onChoose(step)}>
              {isDone(setup, step) ? <Icon name="check" /> : <span>{at + 1}</span>} {t(`setup.step-${step}`)}
              {isDone(setup, step) && <span className="unseen">{t('setup.done')}</span>}
            </Button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Finish() {
  const t = useT();
  const go = useGo();
  const may = useMay();
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => call('POST /setup/finish'),
    onSuccess: async () => {
      await client.invalidateQueries();
      go('/');
    },
  });
  return (
    <Button kind="main" isPending={isPending} reason={may('setting') ? null : t('ui.noRight')} onPress={() => mutate()}>
      {t('setup.finish')}
    </Button>
  );
}

/** Forms in which somebody has typed what is not saved: Next saves it first, and goes on when it is pressed again. */
function useTyped() {
  const typed = useRef(new Set<HTMLFormElement>());
  const onInput = ({ target }: SyntheticEvent<HTMLElement>) => {
    const form = target instanceof HTMLInputElement ? target.form : null;
    if (form) typed.current.add(form);
  };
  const onSubmit = ({ target }: SyntheticEvent<HTMLElement>) => {
    if (target instanceof HTMLFormElement) typed.current.delete(target);
  };
  return { typed, onInput, onSubmit };
}

function Content({ setup }: { readonly setup: Setup }) {
  const t = useT();
  const [search, setSearch] = usePageSearch(setupPage);
  const step = search.step ?? nextOf(setup);
  const choose = (next: Step) => setSearch({ step: next }, true);
  const following = steps[steps.indexOf(step) + 1];
  const onNext = () => following && choose(following);
  const { typed, ...watched } = useTyped();
  const leave = () => {
    const unsaved = [...typed.current].filter((form) => form.isConnected);
    if (unsaved.length === 0) onNext();
    for (const form of unsaved) form.requestSubmit();
  };
  const parts: Readonly<Record<Step, React.ReactNode>> = {
    site: <SiteStep onDone={onNext} />,
    connect: <ConnectStep addresses={setup.addresses} onApprove={() => choose('approve')} />,
    approve: <ApproveStep onConnect={() => choose('connect')} />,
    doors: <DoorsStep />,
    test: <TestStep />,
    person: <PersonStep />,
  };
  return (
    <>
      <Steps setup={setup} chosen={step} onChoose={choose} />
      <EndedSimulators />
      <div className="setup-part" {...watched}>
        <h2>{t(`setup.step-${step}`)}</h2>
        {parts[step]}
      </div>
      <p className="row no-print">
        {following ? <Button onPress={leave}>{t('setup.next')}</Button> : <Finish />}
        {following && <span className="muted">{t('setup.leave')}</span>}
      </p>
    </>
  );
}

export default function SetupPage() {
  const t = useT();
  const setup = useSetup();
  return (
    <div className="setup">
      <h1>{t('setup.title')}</h1>
      <Waiting asked={setup} />
      {setup.data && <Content setup={setup.data} />}
    </div>
  );
}
