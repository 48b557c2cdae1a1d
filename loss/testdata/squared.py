"""The cases of squared.json: those of pairs.json with the square of each loss, except for answers that others state.

PyTorch has no squared margin_ranking_loss: it computes margin_ranking_loss(reduction="none").square(), times the weights.
"""

import pairs

if __name__ == "__main__":
    pairs.main(power=2)
