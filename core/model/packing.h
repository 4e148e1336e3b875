// Whether it pays to pack a model's weights before many passes. Of single ones: Vit::pack.
#pragma once

namespace vitrine {

class Vit;

/// Vit::pack(), where passes of many pictures at once (batchSize() of core/model/batch.h) gain from it.
void packForBatches(const Vit& vit);

}  // namespace vitrine
