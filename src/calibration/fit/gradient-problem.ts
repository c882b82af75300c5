import { lossFunction } from './loss.ts';
import { observationsInFit } from './observations-in-fit.ts';
import { addPrior } from './prior.ts';
import type { FitProblem, GradientProblem, Loss } from './problem.ts';

/**
 * The cost that `levenbergMarquardt` minimises, at a fixed scatter, for optimisers that see only a gradient.
 * @param sigmaDb scatter of the data that weighs them against the priors, > 0 [dB]; without priors it only scales the cost
 */
export function asGradientProblem(problem: FitProblem, loss: Loss, sigmaDb: number): GradientProblem {
  const { size, observed, weight } = problem;
  const inFit = observationsInFit(problem);
  const { rho, psi } = lossFunction(loss, sigmaDb);
  return {
    size,
    evaluate: (coordinates) => {
      const evaluation = problem.evaluate(coordinates, true);
      const { predicted, jacobian } = evaluation;
      if (!jacobian) throw new Error('The model was asked for its Jacobian and gave none');
      const used = inFit.accept(evaluation);
      const gradient = new Float64Array(size);
      let cost = 0;
      for (let i = 0; i < observed.length; i++) {
        if (used[i] === 0) continue;
        const w = weight[i]! / sigmaDb ** 2;
        const r = observed[i]! - predicted[i]!;
        cost += w * rho(r);
        const pull = w * psi(r);
        for (let j = 0; j < size; j++) gradient[j]! -= pull * jacobian[i * size + j]!;
      }
      cost += addPrior(problem, coordinates, gradient, []);
      return { cost, gradient, predicted };
    },
  };
}
