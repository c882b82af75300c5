import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useSession } from '../app/session-context.ts';
import { useStudio, useStudioParts } from '../store/studio-store.ts';
import { tourSteps } from './tour-steps.ts';

/** The words of the tour's step, and the way on. */
export function TourCard() {
  const step = useStudio((s) => s.present.step);
  const steps = useStudioParts(tourSteps);
  const shown = step === null ? null : steps[step];
  if (step === null || !shown) return null;
  return <Step key={step} step={step} count={steps.length} title={shown.title} words={shown.words} />;
}

interface StepProps {
  readonly step: number;
  readonly count: number;
  readonly title: string;
  readonly words: string;
}

function Step({ step, count, title, words }: StepProps) {
  const { tour } = useSession();
  const heading = useRef<HTMLHeadingElement>(null);
  // Told by a screen reader, and the keys of the card are at hand.
  useEffect(() => heading.current?.focus(), []);
  return (
    <section
      className="card tour-card"
      aria-label="Guided tour"
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight' || event.key === 'PageDown') tour.next();
        else if (event.key === 'ArrowLeft' || event.key === 'PageUp') tour.back();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <p className="tour-count">
        Step {step + 1} of {count}
      </p>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <p>{words}</p>
      <div className="tour-buttons">
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => tour.end()}>
          End the tour
        </Button>
        <span className="spacer" />
        <Button variant="default" size="compact-sm" disabled={step === 0} onClick={() => tour.back()}>
          Back
        </Button>
        <Button size="compact-sm" onClick={() => tour.next()}>
          {step + 1 === count ? 'Done' : 'Next'}
        </Button>
      </div>
    </section>
  );
}
