#include "app/commands/bench_turns.h"

#include "app/commands/model_options.h"
#include "app/commands/output.h"
#include "core/model/batch_times.h"
#include "core/model/vit.h"

#include <algorithm>
#include <iostream>

namespace vitrine::commands {

void benchInTurns(const ModelRequest& request, const std::string& picture, int batch) {
    const ModelPlan plan = planAloud(request);
    const Model model = *load(plan);
    model.vit->pack();
    const Input input = prepare(plan, PictureSource{picture, {}}).input;
    std::vector<float> answer;
    plainPasses(*model.vit, input, batch, 1, &answer);
    print(Json(answer).dump() + "\n");
    for (int runs = 0; std::cin >> runs;)
        print(Json(plainPasses(*model.vit, input, batch, std::max(runs, 1))).dump() + "\n");
}

}  // namespace vitrine::commands
